"""The peers' side of the conversation: one JSON object a line, commands on standard input, answers on standard output."""

import json
import os
import resource
import sys
import time

import numpy as np

CHECKSUM_PERIOD = 97
CHECKSUM_MODULUS = 2**31


def checksum(tags):
    """Of the tags of all tokens in order: the sum of tag times (position modulo 97 plus 1), modulo 2^31."""
    places = np.arange(len(tags), dtype=np.int64) % CHECKSUM_PERIOD + 1
    return int((tags.astype(np.int64) * places).sum() % CHECKSUM_MODULUS)


def private_output():
    """Standard output for answers alone: whatever libraries print goes to standard error from here on."""
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return output


class Conversation:
    """Serves one peer, which has reset(), train(batch) -> loss, infer(batch) -> int tags [rows, time] and number(loss)."""

    def __init__(self, work, output):
        self.work = work
        self.output = output

    def say(self, **answer):
        self.output.write(json.dumps(answer) + "\n")
        self.output.flush()

    def serve(self, peer, system):
        self.warm_up(peer)
        self.say(ready=True, system=system, threads=self.work.settings["threads"])
        for line in sys.stdin:
            request = json.loads(line)
            if request["command"] == "exit":
                return
            answer = getattr(self, f"answer_{request['command']}", self.refuse)
            self.say(**answer(peer, request))

    def refuse(self, _peer, request):
        return {"error": f'"{request["command"]}" is no command of a peer.'}

    def warm_up(self, peer):
        for batch in self.work.samples():
            peer.train(batch)
            peer.infer(batch)
        peer.reset()

    def batches(self, request):
        return self.work.batches[: request.get("batches")]

    def answer_train(self, peer, request):
        batches = self.batches(request)
        start = time.perf_counter()
        losses = [peer.number(peer.train(batch)) for batch in batches]
        seconds = time.perf_counter() - start
        return {"seconds": seconds, "tokens": sum(batch.tokens for batch in batches), "losses": losses}

    def answer_infer(self, peer, request):
        batches = self.batches(request)
        start = time.perf_counter()
        predicted = [peer.infer(batch) for batch in batches]
        seconds = time.perf_counter() - start
        tags = np.concatenate([np.asarray(rows)[batch.counting] for rows, batch in zip(predicted, batches)])
        if "save" in request:
            tags.astype("<i4").tofile(request["save"])
        return {"seconds": seconds, "tokens": len(tags), "checksum": checksum(tags)}

    def answer_reset(self, peer, _request):
        peer.reset()
        return {"reset": True}

    def answer_memory(self, _peer, _request):
        return {"peakMebibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
