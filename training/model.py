"""The network: an encoder whose tokens are asked "do you name an act?", then "who did it, to whom, who says so, how?".

Encoder: input ids and mask (windows, tokens) -> states (windows, tokens, width), trigger logits (windows, tokens, TRIGGERS).
Arguments: states of T triggers and M mentions of a batch, the trigger labels, how they lie -> scores of each mention for each trigger,
and the trigger's status, kind, aspects, mode, contexts, and causes among triggers. Both are exported to ONNX by export.py.
Pairs: states of two marked mentions and of the sentence -> the PLOVER type of what passes between them. PairReader puts upper layers of its
own under that head, so that typing pairs may learn on without touching what reads pages.
"""

from __future__ import annotations

import copy

import torch
from torch import Tensor, nn

from dragoman.reader.labels import ASPECTS, COMMITMENT_KINDS, CONTEXTS, EVENT_TYPES, MODES, STATUSES, TRIGGERS
from dragoman.reader.windows import KINDS, RELATIONS

SIZE = 256


class Encoder(nn.Module):
    """A pretrained transformer without its upper layers, and the trigger head."""

    def __init__(self, backbone: nn.Module, width: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.dropout = nn.Dropout(0.1)
        self.hidden = nn.Linear(width, width)
        self.trigger = nn.Linear(width, len(TRIGGERS))
        nn.init.constant_(self.trigger.bias, -5.0)

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        states = self.backbone(input_ids=ids, attention_mask=mask).last_hidden_state
        return states, self.heads(states)

    def heads(self, states: Tensor) -> Tensor:
        """Trigger logits (windows, tokens, TRIGGERS) of states (windows, tokens, width)."""
        logits: Tensor = self.trigger(torch.nn.functional.gelu(self.hidden(self.dropout(states))))
        return logits


class Arguments(nn.Module):
    """Everything about a trigger once its label is known."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.dropout = nn.Dropout(0.15)
        self.label = nn.Embedding(len(TRIGGERS), width)
        self.condition = nn.Linear(width, width)
        self.key = nn.Linear(width, SIZE)
        self.kind = nn.Embedding(len(KINDS), SIZE)
        self.relation = nn.Embedding(RELATIONS, SIZE)
        self.query = nn.Linear(width, 3 * SIZE)  # source, target, speaker
        self.role_relation = nn.Embedding(RELATIONS, 3)
        self.role_kind = nn.Embedding(len(KINDS), 3)
        self.gate = nn.Linear(width, 3)
        self.nobody = nn.Linear(width, 1)
        self.status = nn.Linear(width, len(STATUSES))
        self.commitment = nn.Linear(width, len(COMMITMENT_KINDS))
        self.aspects = nn.Linear(width, len(ASPECTS))
        self.mode = nn.Linear(width, len(MODES))
        self.contexts = nn.Linear(width, len(CONTEXTS))
        self.cause = nn.Linear(width, SIZE)
        self.effect = nn.Linear(width, SIZE)
        self.cause_bias = nn.Parameter(torch.tensor(-4.0))

    def forward(self, trigger: Tensor, label: Tensor, mention: Tensor, kind: Tensor, relation: Tensor) -> dict[str, Tensor]:
        """trigger (T, width), label (T), mention (M, width), kind (M), relation (T, M)."""
        z = torch.tanh(self.condition(self.dropout(trigger)) + self.label(label))
        keys = self.key(self.dropout(mention)) + self.kind(kind)  # (M, SIZE)
        queries = self.query(self.dropout(z)).view(-1, 3, SIZE)
        lying = self.relation(relation)  # (T, M, SIZE)
        scores = torch.einsum("trs,ms->trm", queries, keys) + torch.einsum("trs,tms->trm", queries, lying)
        scores = scores / SIZE**0.5
        scores = scores + self.role_relation(relation).permute(0, 2, 1) + self.role_kind(kind).T.unsqueeze(0) + self.gate(z).unsqueeze(2)
        source, target, speaker = scores.unbind(1)
        return {
            "source": source,
            "target": target,
            "speaker": speaker,
            "nobody": self.nobody(z).squeeze(1),
            "status": self.status(self.dropout(z)),
            "commitment": self.commitment(z),
            "aspects": self.aspects(z),
            "mode": self.mode(self.dropout(z)),
            "contexts": self.contexts(self.dropout(z)),
            "cause": (self.cause(z) @ self.effect(z).T) / SIZE**0.5 + self.cause_bias,
        }


class Pairs(nn.Module):
    """The type of what passes from one marked mention to another."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.dropout = nn.Dropout(0.15)
        self.hidden = nn.Linear(3 * width, width)
        self.out = nn.Linear(width, len(EVENT_TYPES))

    def forward(self, source: Tensor, target: Tensor, sentence: Tensor) -> Tensor:
        """Each (B, width) -> logits (B, EVENT_TYPES)."""
        both = self.dropout(torch.cat([source, target, sentence], dim=1))
        return self.out(self.dropout(torch.nn.functional.gelu(self.hidden(both))))


class PairReader(nn.Module):
    """The encoder's upper layers once more, trained on marked pairs alone, and the pair head above them."""

    def __init__(self, backbone: nn.Module, head: Pairs, depth: int) -> None:
        super().__init__()
        encoder = backbone.encoder
        self.layers = copy.deepcopy(encoder.layer[-depth:])
        self.bias = copy.deepcopy(encoder.relative_attention_bias)
        self.bucket = encoder.relative_position_bucket
        self.head = copy.deepcopy(head)

    def forward(self, lower: Tensor, mask: Tensor, source: Tensor, target: Tensor) -> Tensor:
        """States below the upper layers (B, T, width), mask (B, T), places of the marks (B) -> logits (B, EVENT_TYPES)."""
        places = torch.arange(lower.shape[1])
        lying = self.bias(self.bucket(places[None, :] - places[:, None])).permute(2, 0, 1).unsqueeze(0)
        shut = (1.0 - mask.float())[:, None, None, :] * -1e4
        states = lower
        for layer in self.layers:
            states = layer(states, shut, lying)[0]
        rows = torch.arange(lower.shape[0])
        logits: Tensor = self.head(states[rows, source], states[rows, target], states[:, 0])
        return logits
