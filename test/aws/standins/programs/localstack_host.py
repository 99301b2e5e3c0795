"""LocalStack in host mode, on the loopback interface alone, for as long as whoever started it holds its stdin."""

import os
import sys
import threading

from twisted.internet import endpoints


class LoopbackServer(endpoints.TCP4ServerEndpoint):
    """LocalStack passes no interface on for IPv4, and Twisted takes that for all of them."""

    def __init__(self, reactor, port, backlog=50, interface=""):
        super().__init__(reactor, port, backlog, interface or "127.0.0.1")


def end_with_parent():
    sys.stdin.read()
    os._exit(0)


endpoints.TCP4ServerEndpoint = LoopbackServer
threading.Thread(target=end_with_parent, daemon=True).start()

from localstack.runtime.main import main  # noqa: E402 (it takes the endpoint when it is imported)

main()
