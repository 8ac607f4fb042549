#include "server/net/self_signed_certificate.h"

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <array>
#include <memory>

#include "base/error.h"

namespace server {
namespace {

constexpr int kSerialBits = 127;
constexpr std::size_t kMaxCommonName = 64;  // RFC 5280, ub-common-name

template <class Type, void (*Free)(Type*)>
struct Freed {
  void operator()(Type* object) const { Free(object); }
};
using Certificate = std::unique_ptr<X509, Freed<X509, X509_free>>;
using PrivateKey = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY, EVP_PKEY_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION, X509_EXTENSION_free>>;
using Buffer = std::unique_ptr<BIO, Freed<BIO, BIO_free_all>>;

void require(bool is_done) {
  if (!is_done) throw base::Error("create a certificate: OpenSSL refused");
}

bool is_ip_address(const std::string& host) {
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  return ::inet_pton(AF_INET, host.c_str(), bytes.data()) == 1 ||
         ::inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1;
}

/// "DNS:reports.example,IP:192.0.2.7"
std::string alternative_names(const std::vector<std::string>& hosts) {
  std::string names;
  for (const std::string& host : hosts) {
    if (host.find_first_of(",:\n") != std::string::npos && !is_ip_address(host))
      throw base::Error("create a certificate: " + host + " is no name of a host");
    names += (names.empty() ? "" : ",") + std::string{is_ip_address(host) ? "IP:" : "DNS:"} + host;
  }
  return names;
}

void add_extension(X509& certificate, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, &certificate, &certificate, nullptr, nullptr, 0);
  const Extension extension{X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str())};
  require(extension != nullptr && X509_add_ext(&certificate, extension.get(), -1) == 1);
}

void set_serial(X509& certificate) {
  const std::unique_ptr<BIGNUM, Freed<BIGNUM, BN_free>> number{BN_new()};
  require(number && BN_rand(number.get(), kSerialBits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1 &&
          BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(&certificate)));
}

void set_validity(X509& certificate, base::Time from, std::chrono::days lifetime) {
  const time_t begin = std::chrono::floor<std::chrono::seconds>(from).time_since_epoch().count();
  const time_t end = begin + std::chrono::seconds{lifetime}.count();
  require(ASN1_TIME_set(X509_getm_notBefore(&certificate), begin) != nullptr &&
          ASN1_TIME_set(X509_getm_notAfter(&certificate), end) != nullptr);
}

template <class Write>
std::string pem(const Write& write) {
  const Buffer buffer{BIO_new(BIO_s_mem())};
  require(buffer != nullptr && write(buffer.get()) == 1);
  char* bytes = nullptr;
  const auto size = BIO_get_mem_data(buffer.get(), &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

}  // namespace

SelfSignedCertificate create_self_signed_certificate(const std::vector<std::string>& hosts,
                                                     base::Time now, std::chrono::days lifetime) {
  const PrivateKey key{EVP_EC_gen("P-256")};
  const Certificate certificate{X509_new()};
  require(key != nullptr && certificate != nullptr);
  X509& raw = *certificate;
  require(X509_set_version(&raw, X509_VERSION_3) == 1 && X509_set_pubkey(&raw, key.get()) == 1);
  set_serial(raw);
  set_validity(raw, now, lifetime);
  const std::string common_name = hosts.front().substr(0, kMaxCommonName);
  X509_NAME* subject = X509_get_subject_name(&raw);
  require(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                                     reinterpret_cast<const unsigned char*>(common_name.c_str()),
                                     -1, -1, 0) == 1 &&
          X509_set_issuer_name(&raw, subject) == 1);
  add_extension(raw, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
  add_extension(raw, NID_ext_key_usage, "serverAuth");
  add_extension(raw, NID_subject_key_identifier, "hash");
  add_extension(raw, NID_subject_alt_name, alternative_names(hosts));
  require(X509_sign(&raw, key.get(), EVP_sha256()) > 0);
  return {.certificate = pem([&](BIO* to) { return PEM_write_bio_X509(to, &raw); }),
          .key = pem([&](BIO* to) {
            return PEM_write_bio_PrivateKey(to, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
          })};
}

}  // namespace server
