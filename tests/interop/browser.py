"""Headless Chromium, driven by the DevTools protocol over a pipe: downloads files, and evaluates
expressions on pages."""

import json
import os
import shutil
import subprocess
import time


class Browser:
    """Runs with a profile of its own in `folder`."""

    def __init__(self, folder):
        ours, theirs = os.pipe(), os.pipe()
        self._process = subprocess.Popen(
            ["bash", "-c", f'exec "$@" 3<&{theirs[0]} 4>&{ours[1]}', "browser", shutil.which("chromium"),
             "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--remote-debugging-pipe",
             f"--user-data-dir={folder}", "about:blank"],
            pass_fds=(theirs[0], ours[1]), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(theirs[0])
        os.close(ours[1])
        self._said = os.fdopen(ours[0], "rb", buffering=0)
        self._told = os.fdopen(theirs[1], "wb", buffering=0)
        self._rest, self._number = b"", 0

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._told.close()
        self._process.terminate()
        self._process.wait()
        self._said.close()

    def _message(self):
        while b"\0" not in self._rest:
            part = self._said.read(65536)
            if not part:
                raise AssertionError("the browser has ended")
            self._rest += part
        message, self._rest = self._rest.split(b"\0", 1)
        return json.loads(message)

    def _ask(self, method, session=None, **params):
        self._number += 1
        asked = {"id": self._number, "method": method, "params": params}
        if session:
            asked["sessionId"] = session
        self._told.write(json.dumps(asked).encode() + b"\0")
        while True:
            message = self._message()
            if message.get("id") == self._number:
                return message.get("result", {})

    def evaluate(self, url, expression, patience=60, width=None):
        """The value of the expression, or of its promise, on the page of the URL, in a window of
        that width in CSS pixels."""
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        if width:
            self._ask("Emulation.setDeviceMetricsOverride", session, width=width, height=800,
                      deviceScaleFactor=1, mobile=False)
        self._ask("Page.navigate", session, url=url)
        deadline = time.monotonic() + patience
        while self._value(session, "document.readyState + ' ' + location.href") != f"complete {url}":
            if time.monotonic() > deadline:
                raise AssertionError(f"the browser does not load {url}")
            time.sleep(0.05)
        return self._value(session, expression)

    def _value(self, session, expression):
        said = self._ask("Runtime.evaluate", session, expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in said:
            raise AssertionError(said["exceptionDetails"])
        return said["result"].get("value")

    def download(self, url, folder, patience=60):
        """Opens the URL; returns the name of the downloaded file in `folder`."""
        self._ask("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder), eventsEnabled=True)
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._told.write(json.dumps({"id": 0, "method": "Page.navigate", "sessionId": session,
                                     "params": {"url": url}}).encode() + b"\0")
        name, deadline = None, time.monotonic() + patience
        while time.monotonic() < deadline:
            message = self._message()
            if message.get("method") == "Browser.downloadWillBegin":
                name = message["params"]["suggestedFilename"]
            if message.get("method") == "Browser.downloadProgress" and message["params"]["state"] == "completed":
                return name
        raise AssertionError("the browser downloads nothing")
