#include "source/driver/odbc.h"

#include "source/driver/shared_library.h"

namespace source {
namespace {

Odbc load_odbc() {
  const SharedLibrary library("libodbc.so.2", "libodbc2");
  Odbc odbc{};
  library.find("SQLAllocHandle", odbc.AllocHandle);
  library.find("SQLFreeHandle", odbc.FreeHandle);
  library.find("SQLSetEnvAttr", odbc.SetEnvAttr);
  library.find("SQLSetConnectAttr", odbc.SetConnectAttr);
  library.find("SQLDriverConnectW", odbc.DriverConnectW);
  library.find("SQLDisconnect", odbc.Disconnect);
  library.find("SQLGetInfo", odbc.GetInfo);
  library.find("SQLEndTran", odbc.EndTran);
  library.find("SQLSetStmtAttr", odbc.SetStmtAttr);
  library.find("SQLPrepare", odbc.Prepare);
  library.find("SQLPrepareW", odbc.PrepareW);
  library.find("SQLExecDirectW", odbc.ExecDirectW);
  library.find("SQLBindParameter", odbc.BindParameter);
  library.find("SQLExecute", odbc.Execute);
  library.find("SQLNumParams", odbc.NumParams);
  library.find("SQLNumResultCols", odbc.NumResultCols);
  library.find("SQLDescribeCol", odbc.DescribeCol);
  library.find("SQLDescribeColW", odbc.DescribeColW);
  library.find("SQLColAttribute", odbc.ColAttribute);
  library.find("SQLBindCol", odbc.BindCol);
  library.find("SQLFetch", odbc.Fetch);
  library.find("SQLGetData", odbc.GetData);
  library.find("SQLCancel", odbc.Cancel);
  library.find("SQLFreeStmt", odbc.FreeStmt);
  library.find("SQLGetDiagRecW", odbc.GetDiagRecW);
  return odbc;
}

}  // namespace

const Odbc& odbc() {
  static const Odbc kLibrary = load_odbc();
  return kLibrary;
}

}  // namespace source
