#include "language/web_address.h"

#include <string>

#include "support/catch.h"

namespace {

/// "address#fragment"; "-" for an invalid one.
std::string read(std::string_view text) {
  const auto read = language::parse_web_address(text);
  if (!read) return "-";
  return read->fragment.empty() ? read->address : read->address + "#" + read->fragment;
}

/// "https://a/..." with a host of `labels` labels of `letters` letters each.
std::string host(std::size_t labels, std::size_t letters) {
  std::string name;
  for (std::size_t i = 0; i < labels; ++i) {
    name += (i == 0 ? "" : ".") + std::string(letters, 'a');
  }
  return name;
}

}  // namespace

TEST_CASE("a web address is written as in RFC 3986") {
  struct Case {
    const char* written;
    const char* read;
  };
  const Case cases[] = {
      {"https://example.com", "https://example.com"},
      {"HTTP://Example.COM:8080/A?B#C", "http://example.com:8080/A?B#C"},
      {" \u202Ahttps://a.example/\u202C\u00A0\n", "https://a.example/"},
      {"https://a.example/\u202Ex", "https://a.example/x"},  // which the sheet leaves out, too
      {"https://a.example/b c?d e#f g", "https://a.example/b%20c?d%20e#f%20g"},
      {"https://a.example/\u0627?q=\u0628#\u062A", "https://a.example/%D8%A7?q=%D8%A8#%D8%AA"},
      {"https://a.example/%D8%a7%zz%", "https://a.example/%D8%a7%25zz%25"},
      {"https://a.example/a|b\"<>\\^`{}[]",
       "https://a.example/a%7Cb%22%3C%3E%5C%5E%60%7B%7D%5B%5D"},
      {"https://a.example/-._~!$&'()*+,;=:@/?-._~!$&'()*+,;=:@/?",
       "https://a.example/-._~!$&'()*+,;=:@/?-._~!$&'()*+,;=:@/?"},
      {"https://a.example?x", "https://a.example?x"},
      {"https://a.example/#", "https://a.example/"},
      {"https://a.example/#a#b", "https://a.example/#a%23b"},
      {"https://user:p%40ss@a.example/", "https://user:p%40ss@a.example/"},
      {"https://@a.example/", "https://a.example/"},
      // Hosts: UTS 46, non-transitional, without STD3.
      {"https://\u0645\u0648\u0642\u0639.\u0627\u0644\u0633\u0639\u0648\u062F\u064A\u0629/",
       "https://xn--4gbrim.xn--mgberp4a5d4ar/"},
      {"https://fa\u00DF.example/", "https://xn--fa-hia.example/"},
      {"https://B\u00DCCHER\u3002example/", "https://xn--bcher-kva.example/"},
      {"https://b%C3%BCcher.ex%61mple/", "https://xn--bcher-kva.example/"},
      {"https://\uFF11\uFF12\uFF17.0.0.1/", "https://127.0.0.1/"},
      {"https://a_b.c-.example/", "https://a_b.c-.example/"},
      {"https://r3---sn.a.b-.example/", "https://r3---sn.a.b-.example/"},
      {"https://a.example./", "https://a.example./"},
      {"https://localhost/", "https://localhost/"},
      {"https://192.0.2.1:81/", "https://192.0.2.1:81/"},
      {"https://[::1]:81/a", "https://[::1]:81/a"},
      {"https://[2001:DB8::192.0.2.1]/", "https://[2001:db8::192.0.2.1]/"},
      {"https://a.example:/", "https://a.example/"},
      {"https://a.example:0/", "https://a.example:0/"},
      {"https://a.example:00080/", "https://a.example:80/"},
      {"https://a.example:65535/", "https://a.example:65535/"},
  };
  for (const Case& each : cases) {
    INFO(each.written);
    CHECK(read(each.written) == each.read);
    CHECK(read(read(each.written)) == each.read);
  }
}

TEST_CASE("an invalid address is not a link") {
  for (const char* text : {"",
                           " ",
                           "\u200B",
                           "n/a",
                           "www.a.example",
                           "a@b.example",
                           "ftp://a.example",
                           "javascript:alert(1)",
                           "file:///etc/passwd",
                           "data:,x",
                           "https",
                           "https:",
                           "https://",
                           "https:/a.example",
                           "https:a.example",
                           "https:///a",
                           "https://?x",
                           "https://#x",
                           "https://a b.example/",
                           "https:// a.example/",
                           "https://a%20b.example/",
                           "https://a.example/\nhttps://b.example/",
                           "https://a.example/\tb",
                           "https://a.example/\x7F"
                           "b",
                           "https://a.example/\xFF",
                           "https://a..example/",
                           "https://.a.example/",
                           "https://./",
                           "https://a.example../",
                           "https://a,example/",
                           "https://a!b/",
                           "https://a~b/",
                           "https://a|b/",
                           "https://a.b._c/",
                           "https://a.b.-/",
                           "https://1._a.b/",
                           "https://_a.example/",
                           "https://a.-b.example:80/",
                           "https://a^b/",
                           "https://a<b/",
                           "https://a\"b/",
                           "https://a`b/",
                           "https://a%2Fb/",
                           "https://a%00b/",
                           "https://a\\b/",
                           "https://good.example\\@a.example/",
                           "https://a@b@c.example/",
                           "https://u ser@a.example/",
                           "https://user@/",
                           "https://a.example:-1/",
                           "https://a.example:65536/",
                           "https://a.example:99999999999999/",
                           "https://a.example:8o/",
                           "https://a.example:80:80/",
                           "https://[::1",
                           "https://::1/",
                           "https://[::1]x/",
                           "https://[]/",
                           "https://[::g]/",
                           "https://[1:2:3:4:5:6:7]/",
                           "https://[fe80::1%25eth0]/",
                           "https://[v1.a]/",
                           "https://256.0.0.1/",
                           "https://1.2.3/",
                           "https://01.2.3.4/",
                           "https://1.2.3.4./",
                           "https://a.1/",
                           "https://0x7f.0x1/",
                           "https://xn--a.example/",
                           "https://xn--/",
                           "https://a\u200D.example/",
                           "https://a\u0627.example/",
                           "https://\u0300a.example/",
                           "https://a\uE000/",
                           "https://\xED\xA0\x80/"}) {
    INFO(text);
    CHECK(read(text) == "-");
  }
}

TEST_CASE("a host has labels of 63 letters and 253 in all") {
  CHECK(read("https://" + host(1, 63)) != "-");
  CHECK(read("https://" + host(1, 64)) == "-");
  CHECK(read("https://" + host(4, 62) + ".b") != "-");   // 253
  CHECK(read("https://" + host(4, 62) + ".b.") != "-");  // with the root's dot
  CHECK(read("https://" + host(4, 62) + ".bb") == "-");
  std::string arabic;
  for (int i = 0; i < 63; ++i) arabic += "\u0627";
  CHECK(read("https://" + arabic) == "-");  // "xn--" and more than 59 letters
  CHECK(read("https://" + arabic.substr(0, 40)).starts_with("https://xn--"));
}

TEST_CASE("a mail address is written as in RFC 6068") {
  struct Case {
    const char* written;
    const char* read;
  };
  const Case cases[] = {
      {"mailto:a@b.example", "mailto:a@b.example"},
      {"MailTo:A.B-c+d_e@B.Example ", "mailto:A.B-c+d_e@b.example"},
      {"mailto:o'neil@b.example", "mailto:o'neil@b.example"},
      {"mailto:R&D@b.example", "mailto:R%26D@b.example"},
      {"mailto:a%25b@b.example", "mailto:a%25b@b.example"},
      {"mailto:a%2541@b.example", "mailto:a%2541@b.example"},
      {"mailto:gorby%25kremvax@example.com", "mailto:gorby%25kremvax@example.com"},
      {"mailto:unlikely%3Faddress@example.com", "mailto:unlikely%3Faddress@example.com"},
      {"mailto:%22not%40me%22@example.org", "mailto:%22not%40me%22@example.org"},
      {"mailto:%22oh%5C%5Cno%22@example.org", "mailto:%22oh%5C%5Cno%22@example.org"},
      {"mailto:user@example.org?subject=caf%C3%A9&body=a b/c?=d",
       "mailto:user@example.org?subject=caf%C3%A9&body=a%20b%2Fc%3F%3Dd"},
      {"mailto:user@b%C3%BCcher.example", "mailto:user@xn--bcher-kva.example"},
      {"mailto:\u0645@b.example", "mailto:%D9%85@b.example"},
      {"mailto:?to=a@b.example,c@b.example&cc=d@b.example",
       "mailto:?to=a@b.example,c@b.example&cc=d@b.example"},
      // .NET's reader takes all after an "@" for a host.
      {"mailto:a@b.example,c@d.example,e@f.example",
       "mailto:a%40b.example,c%40d.example,e@f.example"},
  };
  for (const Case& each : cases) {
    INFO(each.written);
    CHECK(read(each.written) == each.read);
    CHECK(read(read(each.written)) == each.read);
  }
  for (const char* text : {"mailto:",
                           "mailto:?",
                           "mailto:a",
                           "mailto:a@",
                           "mailto:@b.example",
                           "mailto:a@a,com",
                           "mailto:a@b.example,",
                           "mailto:a@b.example,,c@b.example",
                           "mailto:a@b.example, c@b.example",
                           "mailto:a@b.example;c@b.example",
                           "mailto: a@b.example",
                           "mailto:a b@b.example",
                           "mailto:a@b c.example",
                           "mailto:Ahmad <a@b.example>",
                           "mailto:a@b@c.example",
                           "mailto:a%2Cb@c.example",
                           "mailto:.a@b.example",
                           "mailto:a.@b.example",
                           "mailto:a..b@b.example",
                           "mailto:(a)@b.example",
                           "mailto:%22a@b.example",
                           "mailto:%22a%22b%22@b.example",
                           "mailto:a@b..example",
                           "mailto:a@.b.example",
                           "mailto:a@b.example.",
                           "mailto:a@-b.example",
                           "mailto:a@b-.example",
                           "mailto:a@b_c.example",
                           "mailto:a@1.2.3.4",
                           "mailto:a@[192.0.2.1]",
                           "mailto:a@%5B192.0.2.1%5D",
                           "mailto:a@b.example#x",
                           "mailto://a@b.example",
                           "mailto:a@b.example?",
                           "mailto:a@b.example?x",
                           "mailto:a@b.example?=x",
                           "mailto:a@b.example?to=c",
                           "mailto:a@b.example?subject=x&",
                           "mailto:a%00@b.example",
                           "mailto:a%0D%0A@b.example",
                           "mailto:a%FF@b.example",
                           "mailto:a\u200B@b.example",
                           "mailto:a\u00A0b@b.example"}) {
    INFO(text);
    CHECK(read(text) == "-");
  }
  CHECK(read("mailto:" + std::string(64, 'a') + "@b.example") != "-");
  CHECK(read("mailto:" + std::string(65, 'a') + "@b.example") == "-");
  CHECK(read("mailto:" + std::string(64, 'a') + "@" + host(4, 46) + ".b") != "-");  // 254
  CHECK(read("mailto:" + std::string(64, 'a') + "@" + host(4, 46) + ".bb") == "-");
}
