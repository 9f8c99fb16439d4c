"""A real SMTP server (aiosmtpd) that keeps what it takes in a Maildir. It answers the port that it listens
on, knows nobody whose address begins with "nobody", and ends when its standard input does."""

import asyncio
import sys

from aiosmtpd.handlers import Mailbox
from aiosmtpd.smtp import SMTP


class Office(Mailbox):
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody"):
            return "550 5.1.1 there is nobody of that name here"
        envelope.rcpt_tos.append(address)
        return "250 OK"


async def listen(folder, port):
    office = Office(folder)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(office, loop=loop), "127.0.0.1", port)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(listen(sys.argv[1], int(sys.argv[2])))
