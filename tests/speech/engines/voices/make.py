"""Make `tone.onnx`, the smallest voice Piper loads: a tone, longer the more phonemes there are.

It needs the package onnx, which nothing else here does:
`python tests/speech/engines/voices/make.py`.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
RATE = 16000
SAMPLES_A_PHONEME = 1600
HERTZ = 200


def model() -> Any:
    """A voice as Piper wants it: phonemes, how many, and three scales in; samples out."""
    import onnx  # noqa: PLC0415  # only whoever makes the voice anew has it
    from onnx import TensorProto, helper  # noqa: PLC0415  # the same

    def constant(name: str, kind: int, values: list[float]) -> Any:
        return helper.make_tensor(name, kind, [len(values)] if len(values) > 1 else [], values)

    nodes = [
        helper.make_node("Gather", ["scales", "one"], ["scale"]),
        helper.make_node("Gather", ["input_lengths", "zero"], ["count"]),
        helper.make_node("Cast", ["count"], ["phonemes"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["phonemes", "size"], ["usual"]),
        helper.make_node("Mul", ["usual", "scale"], ["length"]),
        helper.make_node("Range", ["nought", "length", "step"], ["times"]),
        helper.make_node("Mul", ["times", "turn"], ["angles"]),
        helper.make_node("Sin", ["angles"], ["wave"]),
        helper.make_node("Mul", ["wave", "loudness"], ["tone"]),
        helper.make_node("Reshape", ["tone", "shape"], ["output"]),
    ]
    constants = [
        constant("zero", TensorProto.INT64, [0]),
        constant("one", TensorProto.INT64, [1]),
        constant("nought", TensorProto.FLOAT, [0]),
        constant("step", TensorProto.FLOAT, [1]),
        constant("size", TensorProto.FLOAT, [SAMPLES_A_PHONEME]),
        constant("turn", TensorProto.FLOAT, [2 * math.pi * HERTZ / RATE]),
        constant("loudness", TensorProto.FLOAT, [0.25]),
        constant("shape", TensorProto.INT64, [1, 1, -1]),
    ]
    inputs = [
        helper.make_tensor_value_info("input", TensorProto.INT64, [1, "phonemes"]),
        helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
        helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
    ]
    outputs = [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, "samples"])]
    graph = helper.make_graph(nodes, "tone", inputs, outputs, constants)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(made, full_check=True)
    return made


def config() -> dict[str, Any]:
    """What Piper asks to know of a voice: here each letter is a phoneme."""
    letters = ["_", "^", "$", " ", *"abcdefghijklmnopqrstuvwxyz"]
    return {
        "audio": {"sample_rate": RATE},
        "espeak": {"voice": "pt-br"},
        "phoneme_type": "espeak",
        "num_symbols": len(letters),
        "num_speakers": 1,
        "phoneme_id_map": {letter: [place] for place, letter in enumerate(letters)},
    }


if __name__ == "__main__":
    (HERE / "tone.onnx").write_bytes(model().SerializeToString())
    (HERE / "tone.onnx.json").write_text(json.dumps(config()) + "\n", encoding="utf-8")
