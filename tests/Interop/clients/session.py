"""The HTTP half of WHIP and WHEP, and the reports to the test."""
import json
import sys
import threading
import urllib.parse
import urllib.request

_one_at_a_time = threading.Lock()


def report(**seen):
    """A line of its own, whichever thread says it: print writes a text and its line end apart."""
    with _one_at_a_time:
        sys.stdout.write(json.dumps(seen) + "\n")
        sys.stdout.flush()


def post(url, bearer, offer):
    """Gives the answer and the session's URL."""
    headers = {"Authorization": "Bearer " + bearer, "Content-Type": "application/sdp"}
    request = urllib.request.Request(url, data=offer.encode(), headers=headers, method="POST")
    try:
        with urllib.request.urlopen(request) as response:
            return response.read().decode(), urllib.parse.urljoin(url, response.headers["Location"])
    except urllib.error.HTTPError as error:
        sys.exit(f"POST {url}: {error.code} {error.read().decode()}")


def delete(session, bearer):
    request = urllib.request.Request(session, headers={"Authorization": "Bearer " + bearer}, method="DELETE")
    with urllib.request.urlopen(request) as response:
        report(deleted=response.status)
