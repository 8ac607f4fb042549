#include "source/driver/libpq.h"

#include "source/driver/shared_library.h"

namespace source {
namespace {

Libpq load_libpq() {
  const SharedLibrary library("libpq.so.5", "libpq5");
  Libpq pq{};
  library.find("PQconnectStartParams", pq.connectStartParams);
  library.find("PQconnectPoll", pq.connectPoll);
  library.find("PQstatus", pq.status);
  library.find("PQtransactionStatus", pq.transactionStatus);
  library.find("PQparameterStatus", pq.parameterStatus);
  library.find("PQsocket", pq.socket);
  library.find("PQerrorMessage", pq.errorMessage);
  library.find("PQsetErrorVerbosity", pq.setErrorVerbosity);
  library.find("PQsetNoticeReceiver", pq.setNoticeReceiver);
  library.find("PQconnectionNeedsPassword", pq.connectionNeedsPassword);
  library.find("PQfinish", pq.finish);
  library.find("PQsetnonblocking", pq.setnonblocking);
  library.find("PQsendQuery", pq.sendQuery);
  library.find("PQsendQueryPrepared", pq.sendQueryPrepared);
  library.find("PQsendPrepare", pq.sendPrepare);
  library.find("PQsendDescribePrepared", pq.sendDescribePrepared);
  library.find("PQsetSingleRowMode", pq.setSingleRowMode);
  library.find("PQflush", pq.flush);
  library.find("PQconsumeInput", pq.consumeInput);
  library.find("PQisBusy", pq.isBusy);
  library.find("PQgetResult", pq.getResult);
  library.find("PQresultStatus", pq.resultStatus);
  library.find("PQresultErrorField", pq.resultErrorField);
  library.find("PQresultErrorMessage", pq.resultErrorMessage);
  library.find("PQclear", pq.clear);
  library.find("PQntuples", pq.ntuples);
  library.find("PQnfields", pq.nfields);
  library.find("PQnparams", pq.nparams);
  library.find("PQfname", pq.fname);
  library.find("PQftype", pq.ftype);
  library.find("PQfmod", pq.fmod);
  library.find("PQgetisnull", pq.getisnull);
  library.find("PQgetvalue", pq.getvalue);
  library.find("PQgetlength", pq.getlength);
  library.find("PQgetCancel", pq.getCancel);
  library.find("PQfreeCancel", pq.freeCancel);
  library.find("PQcancel", pq.cancel);
  return pq;
}

}  // namespace

const Libpq& libpq() {
  static const Libpq kLibrary = load_libpq();
  return kLibrary;
}

}  // namespace source
