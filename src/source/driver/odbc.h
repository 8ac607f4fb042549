#pragma once

#include <sql.h>
#include <sqlext.h>
#include <sqlucode.h>

namespace source {

/// The functions of unixODBC's driver manager that are used here, by their names without "SQL".
struct Odbc {
  decltype(&::SQLAllocHandle) AllocHandle;
  decltype(&::SQLFreeHandle) FreeHandle;
  decltype(&::SQLSetEnvAttr) SetEnvAttr;
  decltype(&::SQLSetConnectAttr) SetConnectAttr;
  decltype(&::SQLDriverConnectW) DriverConnectW;
  decltype(&::SQLDisconnect) Disconnect;
  decltype(&::SQLGetInfo) GetInfo;
  decltype(&::SQLEndTran) EndTran;
  decltype(&::SQLSetStmtAttr) SetStmtAttr;
  decltype(&::SQLPrepare) Prepare;
  decltype(&::SQLPrepareW) PrepareW;
  decltype(&::SQLExecDirectW) ExecDirectW;
  decltype(&::SQLBindParameter) BindParameter;
  decltype(&::SQLExecute) Execute;
  decltype(&::SQLNumParams) NumParams;
  decltype(&::SQLNumResultCols) NumResultCols;
  decltype(&::SQLDescribeCol) DescribeCol;
  decltype(&::SQLDescribeColW) DescribeColW;
  decltype(&::SQLColAttribute) ColAttribute;
  decltype(&::SQLBindCol) BindCol;
  decltype(&::SQLFetch) Fetch;
  decltype(&::SQLGetData) GetData;
  decltype(&::SQLCancel) Cancel;
  decltype(&::SQLFreeStmt) FreeStmt;
  decltype(&::SQLGetDiagRecW) GetDiagRecW;
};

/// Loads the library at the first call. Throws base::Error whose message says what to install.
/// Thread-safe.
[[nodiscard]] const Odbc& odbc();

}  // namespace source
