#pragma once

#include <libpq-fe.h>

namespace source {

/// The functions of PostgreSQL's client library that are used here, by their names without "PQ".
struct Libpq {
  decltype(&::PQconnectStartParams) connectStartParams;
  decltype(&::PQconnectPoll) connectPoll;
  decltype(&::PQstatus) status;
  decltype(&::PQtransactionStatus) transactionStatus;
  decltype(&::PQparameterStatus) parameterStatus;
  decltype(&::PQsocket) socket;
  decltype(&::PQerrorMessage) errorMessage;
  decltype(&::PQsetErrorVerbosity) setErrorVerbosity;
  decltype(&::PQsetNoticeReceiver) setNoticeReceiver;
  decltype(&::PQconnectionNeedsPassword) connectionNeedsPassword;
  decltype(&::PQfinish) finish;
  decltype(&::PQsetnonblocking) setnonblocking;
  decltype(&::PQsendQuery) sendQuery;
  decltype(&::PQsendQueryPrepared) sendQueryPrepared;
  decltype(&::PQsendPrepare) sendPrepare;
  decltype(&::PQsendDescribePrepared) sendDescribePrepared;
  decltype(&::PQsetSingleRowMode) setSingleRowMode;
  decltype(&::PQflush) flush;
  decltype(&::PQconsumeInput) consumeInput;
  decltype(&::PQisBusy) isBusy;
  decltype(&::PQgetResult) getResult;
  decltype(&::PQresultStatus) resultStatus;
  decltype(&::PQresultErrorField) resultErrorField;
  decltype(&::PQresultErrorMessage) resultErrorMessage;
  decltype(&::PQclear) clear;
  decltype(&::PQntuples) ntuples;
  decltype(&::PQnfields) nfields;
  decltype(&::PQnparams) nparams;
  decltype(&::PQfname) fname;
  decltype(&::PQftype) ftype;
  decltype(&::PQfmod) fmod;
  decltype(&::PQgetisnull) getisnull;
  decltype(&::PQgetvalue) getvalue;
  decltype(&::PQgetlength) getlength;
  decltype(&::PQgetCancel) getCancel;
  decltype(&::PQfreeCancel) freeCancel;
  decltype(&::PQcancel) cancel;
};

/// Loads the library at the first call. Throws base::Error whose message says what to install.
/// Thread-safe.
[[nodiscard]] const Libpq& libpq();

}  // namespace source
