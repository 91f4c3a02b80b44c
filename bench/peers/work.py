"""Reads a work folder: the model's shape and initial weights, and the batches, as README.md describes them."""

import json
import os
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Batch:
    """One rectangle. words and tags are int32 [rows, time], lengths int32 [rows]; padding lies behind a row's tokens."""

    words: np.ndarray
    tags: np.ndarray
    lengths: np.ndarray

    @property
    def tokens(self):
        return int(self.lengths.sum())

    @property
    def counting(self):
        """bool [rows, time]: True where a position is a token."""
        return np.arange(self.words.shape[1])[None, :] < self.lengths[:, None]


@dataclass(frozen=True)
class Work:
    settings: dict
    weights: dict
    batches: list

    @property
    def shape(self):
        return self.settings["shape"]

    @property
    def units(self):
        """Units per direction of each bidirectional LSTM, in order."""
        return self.shape["units"]

    @property
    def full(self):
        """Whether no batch has padding."""
        return all((batch.lengths == batch.words.shape[1]).all() for batch in self.batches)

    def samples(self):
        """One batch of every shape that occurs, for warming up."""
        return list({batch.words.shape: batch for batch in self.batches}.values())

    def lstm_weights(self, layer, direction):
        """Kernel [inputs, 4 units], recurrent kernel [units, 4 units] and bias [4 units], gates in the order i, f, g, o."""
        return [self.weights[f"{direction}_lstm_{layer + 1}/{part}"] for part in ("kernel", "recurrent_kernel", "bias")]

    def dense_weights(self, name):
        """Kernel [inputs, outputs] and bias [outputs]."""
        return [self.weights[f"{name}/{part}"] for part in ("kernel", "bias")]


def read_array(folder, name, kind):
    return np.fromfile(os.path.join(folder, name), dtype=kind)


def read_weights(folder, entries):
    values = read_array(folder, "weights.bin", "<f4")
    return {e["name"]: values[e["offset"] : e["offset"] + int(np.prod(e["shape"]))].reshape(e["shape"]) for e in entries}


def read_batches(folder, entries):
    words, tags, lengths = (read_array(folder, f"{name}.bin", "<i4") for name in ("words", "tags", "lengths"))
    batches, row = [], 0
    for entry in entries:
        rows, time, offset = entry["rows"], entry["time"], entry["offset"]
        cells = slice(offset, offset + rows * time)
        batches.append(Batch(words[cells].reshape(rows, time), tags[cells].reshape(rows, time), lengths[row : row + rows]))
        row += rows
    return batches


def setting(text):
    """`key=value` of the command line; the value is JSON where it can be read as such, else a string."""
    key, _, value = text.partition("=")
    try:
        return key, json.loads(value)
    except ValueError:
        return key, value


def read_work(folder, overrides=()):
    """The work in `folder`; settings such as `threads=1` or `layout=packed` go before those of work.json."""
    with open(os.path.join(folder, "work.json"), encoding="utf-8") as file:
        settings = json.load(file)
    weights, batches = settings.pop("weights"), settings.pop("batches")
    settings.update(map(setting, overrides))
    return Work(settings, read_weights(folder, weights), read_batches(folder, batches))
