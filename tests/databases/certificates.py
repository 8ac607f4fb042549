"""A certificate authority for the tests."""

import subprocess


class Authority:
    """Its certificate is `certificate`; all its files are in `folder`."""

    def __init__(self, folder, name):
        self.folder = folder
        self.certificate = folder / f"{name}.crt"
        self._key = folder / f"{name}.key"
        self._openssl("req", "-x509", "-nodes", "-subj", f"/CN={name}", "-keyout", self._key, "-out", self.certificate)

    def _openssl(self, command, *words):
        more = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"] if command == "req" else []
        subprocess.run(["openssl", command, *more, *words], check=True, capture_output=True)

    def sign(self, name, host=None):
        """Creates a key and a certificate for the name."""
        key, request, certificate = (self.folder / f"{name}.{end}" for end in ("key", "csr", "crt"))
        self._openssl("req", "-nodes", "-subj", f"/CN={name}", "-keyout", key, "-out", request,
                      *(["-addext", f"subjectAltName=DNS:{host}"] if host else []))
        self._openssl("x509", "-req", "-in", request, "-CA", self.certificate, "-CAkey", self._key, "-CAcreateserial",
                      "-copy_extensions", "copy", "-out", certificate)
        return key, certificate
