"""Keras on TensorFlow's CPU kernels as a peer. Run as: python3 keras_tf.py WORKDIR [setting=value ...]; README.md has the settings."""

import os
import sys

from protocol import Conversation, private_output
from work import read_work

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")


def build_model(work):
    """Logits [rows, time, tags] from word ids; padding is masked where there is some."""
    from keras import Input, Model, layers

    shape = work.shape
    words = Input((None,), dtype="int32")
    features = layers.Embedding(shape["vocabulary"], shape["embedding"], mask_zero=not work.full, name="embedding")(words)
    for layer, units in enumerate(work.units):
        lstm = layers.LSTM(units, return_sequences=True)
        features = layers.Bidirectional(lstm, name=f"lstm_{layer + 1}")(features)
    if shape.get("hidden"):
        features = layers.Dense(shape["hidden"], activation="relu", name="hidden")(features)
    return Model(words, layers.Dense(shape["tags"], name="logits")(features))


def initial_weights(work):
    """Every layer's initial weights in Keras' order."""
    weights = {"embedding": [work.weights["embedding"]]}
    for layer in range(len(work.units)):
        directions = [work.lstm_weights(layer, direction) for direction in ("forward", "backward")]
        weights[f"lstm_{layer + 1}"] = [*directions[0], *directions[1]]
    dense = ["hidden", "logits"] if work.shape.get("hidden") else ["logits"]
    return {**weights, **{name: work.dense_weights(name) for name in dense}}


class Peer:
    def __init__(self, work):
        import keras
        import tensorflow as tf

        self.work, self.tf = work, tf
        self.model = build_model(work)
        self.optimizer = keras.optimizers.Adam(work.settings.get("learningRate", 1e-3), epsilon=1e-7)
        self.optimizer.build(self.model.trainable_variables)
        self.fresh = [variable.numpy() for variable in self.optimizer.variables]
        self.cells = {id(batch): self.tensors(batch) for batch in work.batches}
        self.compile()
        self.reset()

    def tensors(self, batch):
        """Words and tags [rows, time], and each position's share of the loss: 1 / tokens, or 0 for padding."""
        shares = batch.counting.astype("float32") / batch.tokens
        return [self.tf.constant(array) for array in (batch.words, batch.tags, shares)]

    def compile(self):
        tf, jit = self.tf, self.work.settings.get("jit", False)
        ids, shares = (tf.TensorSpec([None, None], kind) for kind in (tf.int32, tf.float32))
        self.step = tf.function(self.update, input_signature=[ids, ids, shares], jit_compile=jit)
        self.tags = tf.function(self.predict, input_signature=[ids], jit_compile=jit)

    def reset(self):
        for name, weights in initial_weights(self.work).items():
            self.model.get_layer(name).set_weights(weights)
        for variable, value in zip(self.optimizer.variables, self.fresh):
            variable.assign(value)

    def update(self, words, tags, shares):
        tf = self.tf
        with tf.GradientTape() as tape:
            logits = self.model(words, training=True)
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(tags, logits)
            loss = tf.reduce_sum(losses * shares)
        variables = self.model.trainable_variables
        # Keras squares the rows of a sparse gradient before it adds those of one word: not Adam where a word comes twice.
        gradients = [tf.convert_to_tensor(gradient) for gradient in tape.gradient(loss, variables)]
        self.optimizer.apply_gradients(zip(gradients, variables))
        return loss

    def predict(self, words):
        probabilities = self.tf.nn.softmax(self.model(words, training=False))
        return self.tf.argmax(probabilities, -1, output_type=self.tf.int32)

    def train(self, batch):
        return self.step(*self.cells[id(batch)])

    def number(self, loss):
        return float(loss)

    def infer(self, batch):
        return self.tags(self.cells[id(batch)][0]).numpy()


def main():
    output = private_output()
    work = read_work(sys.argv[1], sys.argv[2:])
    import keras
    import tensorflow as tf

    threads = work.settings["threads"]
    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(work.settings.get("interThreads", threads))
    jit = ", XLA" if work.settings.get("jit", False) else ""
    Conversation(work, output).serve(Peer(work), f"Keras {keras.__version__} on TensorFlow {tf.__version__}{jit}")


main()
