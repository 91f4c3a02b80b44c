"""PyTorch on the CPU as a peer. Run as: python3 pytorch.py WORKDIR [setting=value ...]; README.md has the settings."""

import ctypes
import math
import sys

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from protocol import Conversation, private_output
from work import read_work

IGNORED = -100
BETA2 = 0.999
EPSILON = 1e-7
# Parameters of glibc's mallopt, from malloc.h, and the largest value that it takes.
M_TRIM_THRESHOLD = -1
M_MMAP_THRESHOLD = -3
LARGEST = 2**31 - 1
ADAM = {"single": {"foreach": False}, "foreach": {"foreach": True}, "fused": {"fused": True}}


class Cells:
    """A batch as tensors: words and labels [time, rows], time first because torch's LSTM computes so; labels ignore padding."""

    def __init__(self, batch):
        self.words = torch.from_numpy(batch.words.T.astype("int64").copy())
        self.lengths = torch.from_numpy(batch.lengths.astype("int64"))
        counting = torch.from_numpy(batch.counting.T.copy())
        self.labels = torch.from_numpy(batch.tags.T.astype("int64").copy()).masked_fill(~counting, IGNORED).reshape(-1)
        self.mirror = self.mirrored(*self.words.shape)

    def mirrored(self, time, rows):
        """For every position, counted over [time, rows], the one that holds its place when each row's tokens are reversed."""
        steps = torch.arange(time)[:, None]
        steps = torch.where(steps < self.lengths, self.lengths - 1 - steps, steps)
        return (steps * rows + torch.arange(rows)).reshape(-1)


class Mirror(torch.autograd.Function):
    """Reverses each row's tokens and leaves padding where it is. It undoes itself, so it is its own gradient."""

    @staticmethod
    def forward(context, features, order):
        context.order = order
        return features.flatten(0, 1).index_select(0, order).view_as(features)

    @staticmethod
    def backward(context, gradient):
        return gradient.flatten(0, 1).index_select(0, context.order).view_as(gradient), None


class Padded(nn.Module):
    """A bidirectional LSTM over whole rectangles: where rows have padding, the backward direction reads it first."""

    def __init__(self, width, units):
        super().__init__()
        self.lstm = nn.LSTM(width, units, bidirectional=True)

    def directions(self):
        return [(self.lstm, "l0"), (self.lstm, "l0_reverse")]

    def forward(self, features, cells):
        return self.lstm(features)[0]


class Packed(Padded):
    """A bidirectional LSTM over a packed sequence, each row's own tokens only."""

    def forward(self, features, cells):
        packed = pack_padded_sequence(features, cells.lengths, enforce_sorted=False)
        return pad_packed_sequence(self.lstm(packed)[0], total_length=len(features))[0]


class Mirrored(nn.Module):
    """Two LSTMs over rectangles, the second over mirrored rows: padding comes last in both, so no token depends on it."""

    def __init__(self, width, units):
        super().__init__()
        self.lstms = nn.ModuleList(nn.LSTM(width, units) for _ in range(2))

    def directions(self):
        return [(lstm, "l0") for lstm in self.lstms]

    def forward(self, features, cells):
        forward = self.lstms[0](features)[0]
        backward = self.lstms[1](Mirror.apply(features, cells.mirror))[0]
        return torch.cat([forward, Mirror.apply(backward, cells.mirror)], 2)


LAYOUTS = {"padded": Padded, "packed": Packed, "mirrored": Mirrored}


def tensors(arrays):
    return [torch.from_numpy(array.copy()) for array in arrays]


class Tagger(nn.Module):
    """Embedding, bidirectional LSTMs, for "advanced" a dense relu layer, and the logits [time, rows, tags]."""

    def __init__(self, shape, layout):
        super().__init__()
        self.embedding = nn.Embedding(shape["vocabulary"], shape["embedding"])
        widths = [shape["embedding"], *(2 * units for units in shape["units"])]
        self.lstms = nn.ModuleList(map(LAYOUTS[layout], widths, shape["units"]))
        hidden = shape.get("hidden")
        self.hidden = nn.Linear(widths[-1], hidden) if hidden else None
        self.logits = nn.Linear(hidden or widths[-1], shape["tags"])

    def forward(self, cells):
        features = self.embedding(cells.words)
        for lstm in self.lstms:
            features = lstm(features, cells)
        return self.logits(self.hidden(features).relu() if self.hidden else features)

    @torch.no_grad()
    def assign(self, work):
        """Takes the initial weights."""
        self.embedding.weight.copy_(*tensors([work.weights["embedding"]]))
        for layer, bilstm in enumerate(self.lstms):
            for direction, (lstm, suffix) in zip(("forward", "backward"), bilstm.directions()):
                assign_lstm(lstm, suffix, work.lstm_weights(layer, direction))
        for name, dense in (("hidden", self.hidden), ("logits", self.logits)):
            if dense:
                assign_dense(dense, work.dense_weights(name))


def assign_lstm(lstm, suffix, weights):
    """Torch adds two biases; the second is zero and stays so, since Keras has one."""
    kernel, recurrent, bias = tensors(weights)
    getattr(lstm, f"weight_ih_{suffix}").copy_(kernel.T)
    getattr(lstm, f"weight_hh_{suffix}").copy_(recurrent.T)
    getattr(lstm, f"bias_ih_{suffix}").copy_(bias)
    getattr(lstm, f"bias_hh_{suffix}").zero_().requires_grad_(False)


def assign_dense(dense, weights):
    kernel, bias = tensors(weights)
    dense.weight.copy_(kernel.T)
    dense.bias.copy_(bias)


class Peer:
    def __init__(self, work):
        self.work = work
        self.tagger = Tagger(work.shape, layout_of(work))
        self.cells = {id(batch): Cells(batch) for batch in work.batches}
        self.reset()

    def reset(self):
        self.tagger.assign(self.work)
        trained = [parameter for parameter in self.tagger.parameters() if parameter.requires_grad]
        rate = self.work.settings.get("learningRate", 1e-3)
        self.optimizer = torch.optim.Adam(trained, lr=rate, betas=(0.9, BETA2), **ADAM[self.work.settings.get("adam", "fused")])
        self.steps = 0

    def step(self):
        """Keras adds epsilon before the second moment's correction, torch after it: dividing epsilon by it makes them one."""
        self.steps += 1
        for group in self.optimizer.param_groups:
            group["eps"] = EPSILON / math.sqrt(1 - BETA2**self.steps)
        self.optimizer.step()

    def train(self, batch):
        cells = self.cells[id(batch)]
        self.optimizer.zero_grad()
        logits = self.tagger(cells)
        loss = nn.functional.cross_entropy(logits.flatten(0, 1), cells.labels, ignore_index=IGNORED)
        loss.backward()
        self.step()
        return loss

    def number(self, loss):
        return loss.item()

    @torch.inference_mode()
    def infer(self, batch):
        cells = self.cells[id(batch)]
        return self.tagger(cells).softmax(-1).argmax(-1).T.numpy()


def layout_of(work):
    return work.settings.get("layout", "padded" if work.full else "mirrored")


def keep_memory(work):
    """
    Lets glibc's malloc keep freed memory, unless the setting "memory" says "plain". By default it returns large blocks to
    the system, and every step pays for the page faults of new ones, above all for the dense gradient of the embedding.
    """
    if work.settings.get("memory", "kept") == "plain" or not sys.platform.startswith("linux"):
        return
    for parameter in (M_TRIM_THRESHOLD, M_MMAP_THRESHOLD):
        if ctypes.CDLL(None).mallopt(parameter, LARGEST) != 1:
            raise RuntimeError(f"mallopt refused {LARGEST} for parameter {parameter}.")


def main():
    output = private_output()
    work = read_work(sys.argv[1], sys.argv[2:])
    torch.set_num_threads(work.settings["threads"])
    keep_memory(work)
    torch.backends.mkldnn.enabled = work.settings.get("mkldnn", True)
    adam = work.settings.get("adam", "fused")
    Conversation(work, output).serve(Peer(work), f"PyTorch {torch.__version__}, {layout_of(work)}, {adam} Adam")


main()
