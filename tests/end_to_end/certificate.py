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


def expired_certificate(folder, name):
    """The same, valid in 2020 only."""
    files = folder / f"{name}.crt", folder / f"{name}.key"
    authority = folder / f"{name}.ca"
    authority.mkdir()
    (authority / "index").touch()
    (authority / "serial").write_text("01\n")
    settings = authority / "settings"
    settings.write_text(f"[ca]\ndefault_ca=own\n[own]\ndatabase={authority}/index\nserial={authority}/serial\n"
                        f"new_certs_dir={authority}\ndefault_md=sha256\npolicy=any\n[any]\ncommonName=supplied\n")
    request = authority / "request"
    subprocess.run(["openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                    "-subj", f"/CN={name}", "-out", request, "-keyout", files[1]], check=True, capture_output=True)
    subprocess.run(["openssl", "ca", "-batch", "-selfsign", "-config", settings, "-keyfile", files[1],
                    "-startdate", "20200101000000Z", "-enddate", "20201231000000Z", "-in", request,
                    "-out", files[0], "-notext"], check=True, capture_output=True)
    return files
