"""A certificate for the loopback address that only the test trusts."""

import subprocess


def certificate(folder, name, days="90"):
    """Creates a self-signed certificate; returns the paths of certificate and key."""
    files = folder / f"{name}.crt", folder / f"{name}.key"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                    "-nodes", "-days", days, "-subj", f"/CN={name}",
                    "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1",
                    "-out", files[0], "-keyout", files[1]], check=True, capture_output=True)
    return files
