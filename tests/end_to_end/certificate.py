"""A certificate for the loopback, that only the test trusts."""

import subprocess


def certificate(folder, name, days="90"):
    """A self-signed one; the paths of its two files."""
    files = folder / f"{name}.crt", folder / f"{name}.key"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                    "-nodes", "-days", days, "-subj", f"/CN={name}",
                    "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1",
                    "-out", files[0], "-keyout", files[1]], check=True, capture_output=True)
    return files
