#pragma once

#include <sql.h>
#include <sqlext.h>
#include <sqlucode.h>

namespace source {

/// What we call of unixODBC's driver manager, by the names that it has there without their "SQL".
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

/// Loaded at the first call; throws base::Error, whose message says what to install. Any thread.
[[nodiscard]] const Odbc& odbc();

}  // namespace source
