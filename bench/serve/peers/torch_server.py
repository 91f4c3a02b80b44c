"""
Model 2 under PyTorch behind a plain HTTP server of asyncio, for the load test alone. It takes {"tokens": [...]} only.
A framework would do more and be slower: this reads a request, gathers what comes while a batch is computed, and answers
with the same JSON as the service. Run as: python3 torch_server.py MODEL_FOLDER PORT LARGEST_BATCH THREADS
"""

import asyncio
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy
import torch
from torch import nn

UNKNOWN = 1


class Tagger(nn.Module):
    """Embedding, one bidirectional LSTM and the logits; each direction runs over its own rows, so padding touches nothing."""

    def __init__(self, weights):
        super().__init__()
        words, width = weights["embedding/embeddings"].shape
        units = weights["bilstm/forward_bilstm/recurrent_kernel"].shape[0]
        self.embedding = nn.Embedding(words, width)
        self.lstms = nn.ModuleList(nn.LSTM(width, units, batch_first=True) for _ in range(2))
        self.logits = nn.Linear(2 * units, weights["logits/kernel"].shape[1])
        self.assign(weights)

    @torch.no_grad()
    def assign(self, weights):
        self.embedding.weight.copy_(weights["embedding/embeddings"])
        for lstm, direction in zip(self.lstms, ("forward", "backward")):
            kernel, recurrent, bias = (weights[f"bilstm/{direction}_bilstm/{part}"] for part in ("kernel", "recurrent_kernel", "bias"))
            lstm.weight_ih_l0.copy_(kernel.T)
            lstm.weight_hh_l0.copy_(recurrent.T)
            lstm.bias_ih_l0.copy_(bias)
            lstm.bias_hh_l0.zero_()
        self.logits.weight.copy_(weights["logits/kernel"].T)
        self.logits.bias.copy_(weights["logits/bias"])

    @torch.inference_mode()
    def forward(self, words, lengths):
        """Probabilities and tags [rows, time] of words [rows, time]."""
        features = self.embedding(words)
        steps = torch.arange(words.shape[1])
        mirror = torch.where(steps < lengths[:, None], lengths[:, None] - 1 - steps, steps)[:, :, None]
        forward = self.lstms[0](features)[0]
        mirrored = features.gather(1, mirror.expand(-1, -1, features.shape[2]))
        backward = self.lstms[1](mirrored)[0]
        backward = backward.gather(1, mirror.expand(-1, -1, backward.shape[2]))
        return self.logits(torch.cat([forward, backward], 2)).softmax(-1).max(-1)


def read_weights(folder):
    entries = [entry for group in json.loads((folder / "model.json").read_text())["weightsManifest"] for entry in group["weights"]]
    values = numpy.fromfile(folder / "weights.bin", "<f4")
    weights, start = {}, 0
    for entry in entries:
        size = int(numpy.prod(entry["shape"]))
        weights[entry["name"]] = torch.from_numpy(values[start : start + size].reshape(entry["shape"]).copy())
        start += size
    return weights


def entities_of(tokens):
    """Entities of IOB2 tags; an I- that continues nothing begins one, as in the service."""
    spans, before = [], "O"
    for token in tokens:
        tag = token["tag"]
        if tag != "O":
            if tag[0] == "I" and before[2:] == tag[2:]:
                spans[-1].append(token)
            else:
                spans.append([token])
        before = tag
    return [
        {
            "text": " ".join(token["text"] for token in span),
            "type": span[0]["tag"][2:],
            "start": span[0]["start"],
            "end": span[-1]["end"],
            "confidence": round(sum(token["confidence"] for token in span) / len(span), 4),
        }
        for span in spans
    ]


class Service:
    def __init__(self, folder, largest):
        self.tagger = Tagger(read_weights(folder)).eval()
        self.places = {word: place for place, word in enumerate(json.loads((folder / "vocabulary.json").read_text()))}
        self.tags = json.loads((folder / "tags.json").read_text())
        self.largest = largest
        self.waiting = []
        self.thread = ThreadPoolExecutor(1)
        self.busy = False
        self.served = 0

    def compute(self, sentences):
        lengths = [len(tokens) for tokens in sentences]
        words = numpy.zeros((len(sentences), max(lengths)), "int64")
        for row, tokens in zip(words, sentences):
            row[: len(tokens)] = [self.places.get(token, UNKNOWN) for token in tokens]
        confidences, tags = self.tagger(torch.from_numpy(words), torch.tensor(lengths))
        return [(c[:n], t[:n]) for c, t, n in zip(confidences.tolist(), tags.tolist(), lengths)]

    async def work(self):
        self.busy = True
        await asyncio.sleep(0)
        while self.waiting:
            batch, self.waiting = self.waiting[: self.largest], self.waiting[self.largest :]
            sentences = [tokens for tokens, _ in batch]
            answers = await asyncio.get_running_loop().run_in_executor(self.thread, self.compute, sentences)
            for (tokens, answered), answer in zip(batch, answers):
                answered(tokens, *answer)
        self.busy = False

    def ask(self, tokens, answered):
        self.waiting.append((tokens, answered))
        if not self.busy:
            self.busy = True
            asyncio.get_running_loop().create_task(self.work())

    def answer(self, tokens, confidences, tags):
        placed, start = [], 0
        for text, confidence, tag in zip(tokens, confidences, tags):
            end = start + len(text)
            placed.append({"text": text, "start": start, "end": end, "tag": self.tags[tag], "confidence": round(confidence, 4)})
            start = end + 1
        self.served += 1
        answer = {"requestId": str(self.served), "model": "model2", "version": "torch", "tokens": placed, "entities": entities_of(placed), "cached": False}
        return json.dumps(answer, separators=(",", ":"), ensure_ascii=False).encode()


def response(status, body):
    return b"HTTP/1.1 %s\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s" % (status, len(body), body)


class Connection(asyncio.Protocol):
    """One request after the other over one connection."""

    def __init__(self, service):
        self.service = service
        self.received = b""

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.received += data
        end = self.received.find(b"\r\n\r\n")
        if end < 0:
            return
        head = self.received[:end].lower()
        length = int(head.split(b"content-length:")[1].split(b"\r\n")[0]) if b"content-length:" in head else 0
        if len(self.received) < end + 4 + length:
            return
        body, self.received = self.received[end + 4 : end + 4 + length], self.received[end + 4 + length :]
        self.handle(head, body)

    def handle(self, head, body):
        if head.startswith(b"get /readyz"):
            return self.transport.write(response(b"200 OK", b'{"status":"ready"}'))
        try:
            tokens = json.loads(body)["tokens"]
            assert tokens and all(isinstance(token, str) for token in tokens)
        except (ValueError, KeyError, TypeError, AssertionError):
            return self.transport.write(response(b"400 Bad Request", b'{"error":{"code":"invalid"}}'))
        self.service.ask(tokens, lambda *answer: self.transport.write(response(b"200 OK", self.service.answer(*answer))))


async def main():
    folder, port, largest, threads = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    torch.set_num_threads(threads)
    service = Service(folder, largest)
    for size in (1, 8, 32):
        service.compute([["word"] * 30] * size)
    server = await asyncio.get_running_loop().create_server(lambda: Connection(service), "127.0.0.1", port, backlog=512)
    await server.serve_forever()


asyncio.run(main())
