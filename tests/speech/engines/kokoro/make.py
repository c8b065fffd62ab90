"""Make `hum.onnx`, the smallest model asked as Kokoro's is: it hums, longer for more tokens.

It needs the package onnx, which nothing else here does:
`python tests/speech/engines/kokoro/make.py`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

SAMPLES = 1200.0
"""Of each token, at a speed of 1: 50 ms."""


def make() -> None:
    """Write the model beside this file."""
    import onnx  # noqa: PLC0415  # only whoever makes the model anew has it
    from onnx import TensorProto, helper, numpy_helper  # noqa: PLC0415  # the same

    def constant(name: str, value: float) -> Any:
        return numpy_helper.from_array(np.array(value, np.float32), name)

    nodes = [
        helper.make_node("Size", ["tokens"], ["count"]),
        helper.make_node("Cast", ["count"], ["counted"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["counted", "samples"], ["whole"]),
        helper.make_node("Squeeze", ["speed"], ["rate"]),
        helper.make_node("Div", ["whole", "rate"], ["length"]),
        helper.make_node("Range", ["zero", "length", "one"], ["times"]),
        # The first number of the style is the height of the tone.
        helper.make_node("ReduceMax", ["style"], ["height"], keepdims=0),
        helper.make_node("Mul", ["times", "height"], ["phase"]),
        helper.make_node("Sin", ["phase"], ["tone"]),
        helper.make_node("Mul", ["tone", "loudness"], ["audio"]),
    ]
    graph = helper.make_graph(
        nodes,
        "hum",
        [
            helper.make_tensor_value_info("tokens", TensorProto.INT64, [1, "n"]),
            helper.make_tensor_value_info("style", TensorProto.FLOAT, [1, 256]),
            helper.make_tensor_value_info("speed", TensorProto.FLOAT, [1]),
        ],
        [helper.make_tensor_value_info("audio", TensorProto.FLOAT, ["m"])],
        [
            constant("samples", SAMPLES),
            constant("zero", 0.0),
            constant("one", 1.0),
            constant("loudness", 0.3),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, Path(__file__).with_name("hum.onnx"))


if __name__ == "__main__":
    make()
