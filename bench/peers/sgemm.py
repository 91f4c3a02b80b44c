"""The machine's sgemm ceiling: how fast torch multiplies two square matrices. Run as: python3 sgemm.py THREADS [SECONDS]."""

import json
import sys
import time

import torch

from protocol import private_output

SIZE = 1024
FLOPS = 2 * SIZE**3


def measure(a, b, c, seconds):
    """GFLOP/s over products that take about so many seconds."""
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        torch.matmul(a, b, out=c)
        count += 1
    return count * FLOPS / (time.perf_counter() - start) / 1e9


def main():
    output = private_output()
    threads, seconds = int(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 0.3
    torch.set_num_threads(threads)
    a, b, c = (torch.rand(SIZE, SIZE) for _ in range(3))
    measure(a, b, c, seconds)

    def say(**answer):
        print(json.dumps(answer), file=output, flush=True)

    say(ready=True, system=f"PyTorch {torch.__version__} sgemm", threads=threads)
    for line in sys.stdin:
        if json.loads(line)["command"] == "exit":
            return
        say(gigaflops=measure(a, b, c, seconds))


main()
