"""Writes the golden vectors beside this file: what Keras computes from given weights, inputs and masks.

    python3 test/golden/keras/make.py

needs keras 3 and tensorflow. Each expression that a file names under "call" is the one executed here. Keras computes in
float64 on numbers that float32 holds, so that the stored float32 values carry no rounding of Keras' own.
"""

import base64
import json
import os
import pathlib
import re

os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

FOLDER = pathlib.Path(__file__).parent
keras.config.set_floatx("float64")

# Two tags may not be so close that rounding could decide between them.
LEAST_MARGIN = 1e-3


def stored(values):
    array = np.asarray(values, dtype="<f4")
    return {"shape": list(array.shape), "float32": base64.b64encode(array.tobytes()).decode()}


def held(array):
    """The nearest numbers that float32 holds, as float64."""
    return array.astype(np.float32).astype(np.float64)


def uniform(rng, shape, scale=1.0):
    return held(rng.uniform(-scale, scale, shape))


def evaluate(expression, **names):
    return eval(expression, {"keras": keras, "tf": tf, **names})


def write(name, seed, content):
    versions = {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__}
    head = {"madeBy": "test/golden/keras/make.py", "seed": seed, "floatx": keras.config.floatx(), **versions}
    path = FOLDER / f"{name}.json"
    text = json.dumps({**head, **content}, indent=1, ensure_ascii=False)
    numbers_in_line = re.sub(r"\[[\d,\s]+\]", lambda match: re.sub(r"\s+", " ", match[0]).replace("[ ", "[").replace(" ]", "]"), text)
    path.write_text(numbers_in_line + "\n")
    print(f"{path.name}: {path.stat().st_size} bytes")


def mask_of(lengths, time):
    return np.arange(time)[None, :] < np.asarray(lengths)[:, None]


# ---- BiLSTM ----------------------------------------------------------------------------------------------------------

BILSTM_CASES = [
    dict(name="one sentence of one token", inputs=3, units=5, lengths=[1], masked=False),
    dict(name="one sentence", inputs=5, units=7, lengths=[6], masked=False),
    dict(name="sentences of one length, no mask", inputs=6, units=8, lengths=[4, 4, 4], masked=False),
    dict(name="mixed lengths", inputs=7, units=9, lengths=[3, 5, 1, 4], masked=True),
    dict(name="sentences of one token among longer ones", inputs=4, units=3, lengths=[1, 2, 1, 5, 1], masked=True),
    dict(name="many units, mixed lengths", inputs=10, units=18, lengths=[2, 7, 7, 4, 1, 3], masked=True),
    dict(name="recurrent dropout", inputs=5, units=6, lengths=[4, 2, 5], masked=True, recurrent=0.3),
    dict(name="input and recurrent dropout", inputs=6, units=7, lengths=[3, 6, 2, 1], masked=True, input=0.25, recurrent=0.4),
    dict(name="recurrent dropout, no mask", inputs=3, units=5, lengths=[5, 5], masked=False, recurrent=0.5),
]


def factors(rng, shape, rate):
    """Inverted dropout: 0 with probability `rate`, else 1 / (1 − rate)."""
    drawn = held((rng.random(shape) >= rate) / (1 - rate))
    assert 0 < np.count_nonzero(drawn) < drawn.size
    return drawn


def give_masks(layer, given):
    """Fills the cache in which a Keras cell keeps its masks for all steps, one for each of the four gates."""
    for direction in ("forward", "backward"):
        cell = getattr(layer, f"{direction}_layer").cell
        if "input" in given:
            cell._dropout_mask = [tf.constant(given["input"])] * 4
        if direction in given:
            cell._recurrent_dropout_mask = [tf.constant(given[direction])] * 4


def drawn_masks(rng, case):
    batch = len(case["lengths"])
    given = {}
    if "input" in case:
        given["input"] = factors(rng, (batch, case["inputs"]), case["input"])
    if "recurrent" in case:
        for direction in ("forward", "backward"):
            given[direction] = factors(rng, (batch, case["units"]), case["recurrent"])
    return given


def bilstm_expression(case):
    dropout = "".join(
        f", {option}={case[key]}" for key, option in (("input", "dropout"), ("recurrent", "recurrent_dropout")) if key in case
    )
    return f"keras.layers.Bidirectional(keras.layers.LSTM({case['units']}, return_sequences=True{dropout}))"


TOTAL = "tf.reduce_sum(output * upstream)"
GRADIENTS = "tape.gradient(total, [x, *layer.trainable_variables])"


def bilstm_case(rng, case):
    inputs, units, lengths = case["inputs"], case["units"], case["lengths"]
    shape = (len(lengths), max(lengths), inputs)
    mask = mask_of(lengths, shape[1])
    build = bilstm_expression(case)
    layer = evaluate(build)
    layer.build(shape)
    layer.set_weights([uniform(rng, w.shape, 1.5 / np.sqrt(w.shape[0]) if len(w.shape) == 2 else 1.0) for w in layer.weights])
    # What stands at padding is arbitrary: it must make no difference.
    x = tf.constant(uniform(rng, shape))
    upstream = uniform(rng, (*shape[:2], 2 * units)) * mask[:, :, None]
    given = drawn_masks(rng, case)
    give_masks(layer, given)
    call = f"layer(x, mask={'mask' if case['masked'] else None}, training={bool(given)})"
    with tf.GradientTape() as tape:
        tape.watch(x)
        output = evaluate(call, layer=layer, x=x, mask=tf.constant(mask))
        total = evaluate(TOTAL, output=output, upstream=upstream)
    dx, *gradients = evaluate(GRADIENTS, tape=tape, total=total, x=x, layer=layer)
    return {
        "name": case["name"],
        "call": f"layer = {build}; output = {call}; total = {TOTAL}; gradients = {GRADIENTS}",
        "inputs": inputs, "units": units, "lengths": lengths, "time": shape[1], "masked": case["masked"],
        "rates": {"input": case.get("input", 0), "recurrent": case.get("recurrent", 0)},
        "factors": {name: stored(value) for name, value in given.items()},
        "weights": [stored(weight) for weight in layer.get_weights()],
        "x": stored(x), "upstream": stored(upstream), "output": stored(output),
        "dx": stored(dx), "gradients": [stored(gradient) for gradient in gradients],
    }


def write_bilstm(seed):
    rng = np.random.default_rng(seed)
    write("bilstm", seed, {"cases": [bilstm_case(rng, case) for case in BILSTM_CASES]})


# ---- Models ----------------------------------------------------------------------------------------------------------

VOCABULARY, TAGS = 23, 5
BATCHES = [[4, 7, 1, 5], [3], [2, 6, 2, 1, 6]]
LEARNING_RATE = 1e-3
LOSS = "keras.losses.SparseCategoricalCrossentropy(reduction='mean_with_sample_weight')"
ADAM = f"keras.optimizers.Adam(learning_rate={LEARNING_RATE}, beta_1=0.9, beta_2=0.999, epsilon=1e-7)"


def bilstm_layer(units):
    return f"keras.layers.Bidirectional(keras.layers.LSTM({units}, return_sequences=True))"


def embedding_layer(width, masked):
    return f"keras.layers.Embedding({VOCABULARY}, {width}, mask_zero={masked})"


def model_expression(layers):
    return f"keras.Sequential([{', '.join(layers)}, keras.layers.Dense({TAGS}, activation='softmax')])"


MODELS = {
    "model2": {
        "sizes": {"embedding": 7, "units": 9, "masked": True},
        "build": model_expression([embedding_layer(7, True), bilstm_layer(9)]),
    },
    "model2-unmasked": {
        "sizes": {"embedding": 5, "units": 6, "masked": False},
        "build": model_expression([embedding_layer(5, False), bilstm_layer(6)]),
    },
    "advanced": {
        "sizes": {"embedding": 10, "units": [7, 5], "hidden": 11, "masked": True},
        "build": model_expression(
            [embedding_layer(10, True), bilstm_layer(7), bilstm_layer(5), "keras.layers.Dense(11, activation='relu')"]
        ),
    },
}


def drawn_batch(rng, lengths, masked):
    """Without a mask padding counts like any token, as in the original's Model 2."""
    shape = (len(lengths), max(lengths))
    inside = mask_of(lengths, shape[1])
    words = rng.integers(1, VOCABULARY, shape) * inside
    tags = rng.integers(0, TAGS, shape) * inside
    weights = inside.astype(np.float64) if masked else np.ones(shape)
    assert len(np.unique(words[inside])) < inside.sum() or len(lengths) == 1, "no word occurs twice"
    return words.astype(np.int32), tags.astype(np.int32), weights


def model_weight(rng, variable):
    shape = variable.shape
    if "embedding" in variable.path:
        return uniform(rng, shape)
    return uniform(rng, shape, 1.5 / np.sqrt(shape[0]) if len(shape) == 2 else 0.5)


PROBABILITIES = "model(words, training=True)"
MEAN_LOSS = "loss(tags, probabilities, sample_weight=weights)"
# As tensors: Keras' Adam would square an embedding's sparse gradient before it adds up the rows of a word that occurs twice.
DENSE_GRADIENTS = "[tf.convert_to_tensor(g) for g in tape.gradient(mean, model.trainable_variables)]"
UPDATE = "optimizer.apply_gradients(zip(gradients, model.trainable_variables))"


def step(model, loss, words, tags, weights):
    with tf.GradientTape() as tape:
        probabilities = evaluate(PROBABILITIES, model=model, words=words)
        mean = evaluate(MEAN_LOSS, loss=loss, tags=tags, probabilities=probabilities, weights=weights)
    return probabilities, mean, evaluate(DENSE_GRADIENTS, tape=tape, model=model, mean=mean)


def assert_plain(probabilities, mean, tags, weights):
    """The loss is the mean of −log p over what counts, and every best tag is clear."""
    p = np.asarray(probabilities)
    own = np.take_along_axis(p, tags[:, :, None], 2)[:, :, 0]
    assert abs(-(np.log(own) * weights).sum() / weights.sum() - float(mean)) < 1e-9
    ranked = np.sort(p[weights > 0], axis=1)
    assert (ranked[:, -1] - ranked[:, -2]).min() > LEAST_MARGIN


def batch_entry(model, loss, batch):
    words, tags, weights = batch
    probabilities, mean, gradients = step(model, loss, *batch)
    assert_plain(probabilities, mean, tags, weights)
    return {
        "rows": words.shape[0], "time": words.shape[1],
        "words": words.flatten().tolist(), "tags": tags.flatten().tolist(), "weights": weights.astype(int).flatten().tolist(),
        "probabilities": stored(probabilities), "loss": float(mean), "gradients": [stored(g) for g in gradients],
    }


def trained_weights(model, loss, batches):
    optimizer = evaluate(ADAM)
    for batch in batches:
        _, _, gradients = step(model, loss, *batch)
        evaluate(UPDATE, optimizer=optimizer, gradients=gradients, model=model)
    return model.get_weights()


def write_model(name, seed):
    rng = np.random.default_rng(seed)
    keras.utils.clear_session()  # so that names of weights do not count the models before
    build, sizes = MODELS[name]["build"], MODELS[name]["sizes"]
    model, loss = evaluate(build), evaluate(LOSS)
    batches = [drawn_batch(rng, lengths, sizes["masked"]) for lengths in BATCHES]
    model.build((None, None))
    model.set_weights([model_weight(rng, variable) for variable in model.weights])
    weights = [{"name": variable.path, **stored(variable)} for variable in model.trainable_variables]
    entries = [batch_entry(model, loss, batch) for batch in batches]
    trained = trained_weights(model, loss, batches)
    write(name, seed, {
        "call": f"model = {build}; loss = {LOSS}; probabilities = {PROBABILITIES}; mean = {MEAN_LOSS}; gradients = {DENSE_GRADIENTS}",
        "vocabulary": VOCABULARY, "tags": TAGS, "sizes": sizes, "weights": weights, "batches": entries,
        "trained": {
            "call": f"optimizer = {ADAM}; for each batch in order: {UPDATE}",
            "learningRate": LEARNING_RATE, "weights": [stored(weight) for weight in trained],
        },
    })


if __name__ == "__main__":
    write_bilstm(seed=31)
    write_model("model2", seed=32)
    write_model("model2-unmasked", seed=33)
    write_model("advanced", seed=35)
