#!/usr/bin/env python3
"""A second verifier of Laurel's audit bundles, written from the format alone: nothing is shared with the first one.

    verify_bundle.py DIR --key VKEY [--key VKEY ...] [--policy FILE] [--json]

Status 0: everything holds. 1: something is INVALID. 2: nothing could be checked. Needs Python 3.9 and `cryptography`.

FORMAT laurel-bundle/v1
=======================

A directory of plain files. "Canonical JSON" is RFC 8785, at most 100 levels deep; a text in any other spelling is
malformed. Hashes are 32 bytes: hexadecimal in the manifest, base64 with padding in proofs, base64url without padding
in commitments and salts; unused bits are zero. Sizes, indexes and revisions are whole numbers from 0 to 2^53 - 1.

manifest.json     {format, origin, treeSize, createdAt, scope, whole, counts: {events, openings, chain},
                  files: [{name, bytes, sha256}], disclosure?: {eventId}} and a newline. It guards against damage, not
                  against forgers: nobody signs it. scope is {kind: NOMINATION | PERSON | EDITION, id} or
                  {kind: TIME, from, to}, from not after to. whole names the streams of which the bundle holds every event from revision 0
                  on; the scope's own stream (nomination-<id>, person-<id>, edition-<id>) is one of them.
leaves.jsonl      One event a line, as it is stored, in the order of the tree: canonical JSON of {data, id, meta, revision,
                  schemaVersion, stream, type}. Its digest is the SHA-256 of the line, and that is the entry of the log:
                  the leaf hash of the tree is SHA-256(0x00 || digest) (RFC 6962).
proofs.jsonl      {id, index, proof: [hash]} a line: the inclusion proof of each event (RFC 9162, 2.1.3).
openings.jsonl    {id, pointer, salt, value} a line: what a commitment commits to.
                  commitment = SHA-256("laurel/pii/v1" || 0x00 || salt || canonical JSON of value).
checkpoint.txt    The head that all proofs lead to: a signed note (C2SP signed-note, tlog-checkpoint) with cosignatures.
consistency.json  {chain: [{checkpoint, proof: [hash]}]} and a newline: earlier heads, sizes ascending, each with the
                  consistency proof (RFC 9162, 2.1.4) to the next; the last one's leads to checkpoint.txt.
neighbours.json   (scope TIME only, and then always) {before?: N, after?: N} and a newline, N = {leaf, index, proof: [hash]}:
                  the entries just before and just after the stretch, leaf being the text of a line as in leaves.jsonl.
                  They are not of the events of the bundle and are not counted. before is missing where the stretch
                  begins with the log, after where it ends with what the head covers.
policy.txt        (optional) the policy of whoever made the bundle (C2SP tlog-policy). Never used for trust.
HOW-TO-VERIFY.md  For people.

Scope TIME is a run of the log without a gap: from the first event with meta.recordedAt >= from to the last event with
meta.recordedAt <= to. It is proven at both ends: before was recorded before from, the first event is the next entry, and
was recorded at or after from; the last event was recorded at or before to, and after, the next entry, after to. So a
bundle may have no events: then before and after are next to each other. In a log whose times only go up this is every
event from `from` to `to`. Time goes up in each stream but not always between them; where it went back over a bound, the
run has events recorded outside the bounds between its first and its last, and a run can be proven that begins, or ends,
at that place. Where after is missing, nothing is said of what was recorded later than the head.

Commitments of an event: meta.sealed is a list of {keys: [name], fields: [JSON pointer]}. At each pointer stands a
commitment, or an object with one commitment a property (then the property's pointer is that of the object, a slash and
the escaped name). keys are the names of the keys that the fields are sealed under.

Statuses of an event
--------------------
VALID    in the tree of a checkpoint that a given key signed and the given policy's quorum cosigned, every commitment
         opened by a matching opening
SEALED   the same, but some commitment is not opened
ERASED   the same, and a key of a commitment is named in data.keys of a PersonalDataErased event in the bundle that is
         in the tree
INVALID  anything else. The reason is the first of these that applies:
  LEAF_NOT_CANONICAL, LEAF_MALFORMED   the line is not canonical JSON, or not an event
  DUPLICATE_EVENT      an earlier line has the same id
  <reason of the head> NOTE_MALFORMED, CHECKPOINT_MALFORMED, ORIGIN_MISMATCH (no given key is named as the checkpoint's
                       origin), SIGNATURE_INVALID (a known key's signature does not verify), KEY_UNKNOWN (no given key
                       of the log signed), QUORUM_NOT_MET, CHECKPOINT_MISSING
  PROOF_MISSING, INCLUSION_FAILED
  OPENING_UNKNOWN (no such commitment), OPENING_DUPLICATE, OPENING_MISMATCH, OPENING_OF_ERASED: the first of its
                       openings that fails decides, these being looked for in this order for each
  OUT_OF_ORDER         its index is not above that of the last line that has one
  RANGE_GAP            scope TIME, and its index is not one more
  STREAM_ORDER         its revision is not above that of the last line of its stream
  STREAM_GAP           it is not one more (0 for the first), and the stream is whole
  TIME_BACKWARDS       meta.recordedAt is before that of the last line of its stream
  SCOPE_EXCEEDED       scope TIME, and meta.recordedAt is before from here and on all lines above, or after to here and on
                       all lines below
Lines that are malformed or duplicates are passed over by the last six.

Problems of the bundle
----------------------
{code, where}; any of them makes the bundle INVALID. FILE_MISSING, FILE_EXTRA, FILE_DUPLICATE (listed twice),
FILE_MALFORMED (no newline at the end, or consistency.json not as above), MANIFEST_MISMATCH (length or hash of a file, a
name that no bundle has, origin or size of the checkpoint, a count), reasons of the head (checkpoint.txt, or
consistency.json#<n>: there without a quorum), CONSISTENCY_FAILED (sizes not ascending, other origin, size 0, or the
proof fails), PROOF_MALFORMED, PROOF_DUPLICATE, PROOF_UNKNOWN (no such leaf), OPENING_MALFORMED, OPENING_UNKNOWN,
SCOPE_INCOMPLETE (a stream that is to be whole is not there, or the scope's own is not named whole). Of neighbours.json,
if there is a head: FILE_MALFORMED, or for each (neighbours.json#before, neighbours.json#after) the first that applies of
FILE_MALFORMED (its leaf is not canonical JSON, or not an event), INCLUSION_FAILED, RANGE_OPEN (recorded at or after from;
at or before to; not next to the first or last line that has an index, the other neighbour where there is none; or
missing, and that line is not the first or last entry of the tree).

Unusable (status 2): NO_TRUST_ROOT, TRUST_ROOT_MALFORMED, NOT_A_BUNDLE, MANIFEST_MALFORMED, UNSAFE_FILE (not a plain
file, or the manifest names a path), TOO_LARGE.
"""

import argparse
import base64
import hashlib
import json
import os
import re
import stat
import struct
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

MIB = 1 << 20
LIMITS = {
    "leaves.jsonl": 512 * MIB,
    "proofs.jsonl": 512 * MIB,
    "openings.jsonl": 512 * MIB,
    "checkpoint.txt": MIB,
    "consistency.json": 64 * MIB,
    "neighbours.json": MIB,
    "policy.txt": MIB,
    "HOW-TO-VERIFY.md": MIB,
}
MANIFEST_LIMIT = 16 * MIB
MAX_DEPTH = 100
MAX_SAFE = 2**53 - 1


class Unusable(Exception):
    def __init__(self, reason, message):
        super().__init__(message)
        self.reason = reason


class Fault(Exception):
    """A reason code."""


# --- Canonical JSON (RFC 8785) ---------------------------------------------------------------------------------------


def number_text(value):
    """ECMAScript's Number::toString, from Python's shortest digits that read back as the same number."""
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError("not a JSON number")
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    point = len(whole) + int(exponent or "0")
    digits = whole + fraction
    stripped = digits.lstrip("0")
    point -= len(digits) - len(stripped)
    digits = stripped.rstrip("0")
    count = len(digits)
    if count <= point <= 21:
        text = digits + "0" * (point - count)
    elif 0 < point <= 21:
        text = digits[:point] + "." + digits[point:]
    elif -6 < point <= 0:
        text = "0." + "0" * -point + digits
    else:
        power = point - 1
        text = digits[0] + ("." + digits[1:] if count > 1 else "") + "e" + ("+" if power >= 0 else "-") + str(abs(power))
    return sign + text


SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def string_text(value):
    value.encode("utf-8")  # a lone surrogate has no UTF-8
    return '"' + re.sub(
        r'["\\\x00-\x1f]', lambda m: SHORT_ESCAPES.get(m.group()) or "\\u%04x" % ord(m.group()), value
    ) + '"'


def canonical(value):
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, str):
        return string_text(value)
    if isinstance(value, list):
        return "[" + ",".join(canonical(item) for item in value) + "]"
    names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
    return "{" + ",".join(string_text(name) + ":" + canonical(value[name]) for name in names) + "}"


def no_constant(name):
    raise ValueError(name)


def depth_of(text):
    depth = deepest = 0
    for bracket in re.findall(r"[\[\]{}]", re.sub(r'"(?:[^"\\]|\\.)*"', "", text, flags=re.S)):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def read_canonical(data):
    """The value of canonical JSON in UTF-8; ValueError for any other bytes."""
    text = data.decode("utf-8")
    if depth_of(text) > MAX_DEPTH:
        raise ValueError(f"it is nested more than {MAX_DEPTH} deep")
    value = json.loads(text, parse_int=float, parse_float=float, parse_constant=no_constant)
    if canonical(value) != text:
        raise ValueError("it is JSON, but not in its canonical spelling (RFC 8785)")
    return value


def read_document(data):
    need(data.endswith(b"\n"), "it has no newline at the end")
    return read_canonical(data[:-1])


# --- Shapes ----------------------------------------------------------------------------------------------------------


def need(condition, what="it has not the shape of the format"):
    if not condition:
        raise ValueError(what)


def has(value, required, optional=(), name="it"):
    need(isinstance(value, dict), f"{name} is no object")
    lacking = [key for key in required if key not in value]
    unknown = [key for key in value if key not in required and key not in optional]
    need(not lacking, f"{name} lacks {', '.join(lacking)}")
    need(not unknown, f"{name} has {', '.join(unknown)}, which the format has not")


def is_count(value):
    return isinstance(value, float) and value.is_integer() and 0 <= value <= MAX_SAFE


def is_text(value):
    return isinstance(value, str) and 1 <= len(value.encode("utf-16-be", "surrogatepass")) // 2 <= 1000


def matches(pattern, value):
    return isinstance(value, str) and re.fullmatch(pattern, value, re.S) is not None


INSTANT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z"
UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
POINTER = r"/.+"


def from_base64(text):
    """Standard base64 in its one spelling, or ValueError."""
    data = base64.b64decode(text.encode("ascii"), validate=True)
    need(base64.b64encode(data).decode() == text)
    return data


def is_hash(value):
    try:
        return isinstance(value, str) and len(from_base64(value)) == 32
    except ValueError:
        return False


def is_commitment(value):
    if not matches(r"[A-Za-z0-9_-]{43}", value):
        return False
    data = base64.urlsafe_b64decode(value + "=")
    return base64.urlsafe_b64encode(data).decode().rstrip("=") == value


def check_proof(value):
    need(isinstance(value, list) and len(value) <= 64 and all(is_hash(item) for item in value))


def check_scope(scope):
    need(isinstance(scope, dict), "scope is no object")
    if scope.get("kind") == "TIME":
        has(scope, ["kind", "from", "to"], name="scope")
        for bound in ("from", "to"):
            need(matches(INSTANT, scope[bound]), f"scope.{bound} is no instant such as 2024-01-08T00:00:00.000Z")
        need(scope["from"] <= scope["to"], "scope: from is after to")
    else:
        has(scope, ["kind", "id"], name="scope")
        need(scope["kind"] in ("NOMINATION", "PERSON", "EDITION"), "scope.kind is none of the format")
        need(is_text(scope["id"]), "scope.id is no text of 1 to 1000 characters")


def check_manifest(manifest):
    has(
        manifest,
        ["format", "origin", "treeSize", "createdAt", "scope", "whole", "counts", "files"],
        ["disclosure"],
    )
    need(manifest["format"] == "laurel-bundle/v1", "format is not laurel-bundle/v1")
    need(is_text(manifest["origin"]), "origin is no text of 1 to 1000 characters")
    need(is_count(manifest["treeSize"]), "treeSize is no whole number")
    need(matches(INSTANT, manifest["createdAt"]), "createdAt is no instant such as 2024-01-08T00:00:00.000Z")
    check_scope(manifest["scope"])
    whole = manifest["whole"]
    need(isinstance(whole, list) and all(is_text(stream) for stream in whole), "whole is no list of names of streams")
    has(manifest["counts"], ["events", "openings", "chain"], name="counts")
    for what, count in manifest["counts"].items():
        need(is_count(count), f"counts.{what} is no whole number")
    need(isinstance(manifest["files"], list), "files is no list")
    for i, listed in enumerate(manifest["files"]):
        has(listed, ["name", "bytes", "sha256"], name=f"files.{i}")
        need(is_text(listed["name"]), f"files.{i}.name is no text of 1 to 1000 characters")
        need(is_count(listed["bytes"]), f"files.{i}.bytes is no whole number")
        need(matches(r"[0-9a-f]{64}", listed["sha256"]), f"files.{i}.sha256 is not 64 hexadecimal digits")
    if "disclosure" in manifest:
        has(manifest["disclosure"], ["eventId"], name="disclosure")
        need(matches(UUID, manifest["disclosure"]["eventId"]), "disclosure.eventId is no id of an event")


def check_leaf(leaf):
    has(leaf, ["data", "id", "meta", "revision", "schemaVersion", "stream", "type"])
    need(matches(UUID, leaf["id"]) and is_count(leaf["revision"]))
    need(is_count(leaf["schemaVersion"]) and leaf["schemaVersion"] >= 1)
    need(is_text(leaf["stream"]) and is_text(leaf["type"]))
    meta = leaf["meta"]
    need(isinstance(meta, dict) and matches(INSTANT, meta.get("recordedAt")))
    need("sealed" not in meta or isinstance(meta["sealed"], list))
    for part in meta.get("sealed", []):
        has(part, ["keys", "fields"])
        need(isinstance(part["keys"], list) and part["keys"] and all(is_text(key) for key in part["keys"]))
        need(isinstance(part["fields"], list) and part["fields"])
        need(all(matches(POINTER, field) for field in part["fields"]))


def value_at(root, pointer):
    value = root
    for token in pointer.split("/")[1:]:
        name = token.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list) and re.fullmatch(r"0|[1-9][0-9]*", token) and int(token) < len(value):
            value = value[int(token)]
        elif isinstance(value, dict) and name in value:
            value = value[name]
        else:
            return None
    return value


def commitments_of(leaf):
    """By pointer: the commitment and the names of its keys."""
    found = {}
    for part in leaf["meta"].get("sealed", []):
        for pointer in part["fields"]:
            value = value_at(leaf, pointer)
            if is_commitment(value):
                committed = [(pointer, value)]
            else:
                need(isinstance(value, dict) and all(is_commitment(inner) for inner in value.values()))
                committed = [
                    (pointer + "/" + name.replace("~", "~0").replace("/", "~1"), inner)
                    for name, inner in value.items()
                ]
            for at, commitment in committed:
                need(at not in found)
                found[at] = (commitment, part["keys"])
    return found


# --- RFC 6962 --------------------------------------------------------------------------------------------------------


def sha256(data):
    return hashlib.sha256(data).digest()


def leaf_hash(entry):
    return sha256(b"\x00" + entry)


def node_hash(left, right):
    return sha256(b"\x01" + left + right)


def inclusion_holds(leaf, index, size, proof, root):
    """RFC 9162, section 2.1.3.2."""
    if index >= size:
        return False
    fn, sn, node = index, size - 1, leaf
    for sibling in proof:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            node = node_hash(sibling, node)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            node = node_hash(node, sibling)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and node == root


def consistency_holds(first, second, first_root, second_root, proof):
    """RFC 9162, section 2.1.4.2, for 0 < first < second."""
    if not 0 < first < second or not proof:
        return False
    path = list(proof) if first & (first - 1) else [first_root] + list(proof)
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for node in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node_hash(node, fr), node_hash(node, sr)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node_hash(sr, node)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == first_root and sr == second_root


# --- Keys, notes, checkpoints, policies (C2SP) -----------------------------------------------------------------------

KEY_NAME = "[^\\s\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ud800-\udfff+\x00-\x1f]+"
LOG_KEY, WITNESS_KEY = 1, 4


def read_vkey(text, kind):
    """(name, id, public key) of a verifier key of one type; ValueError otherwise."""
    parts = text.split("+", 2)
    need(len(parts) == 3, "a verifier key is <name>+<id>+<key in base64>")
    need(matches(KEY_NAME, parts[0]), "the name of a key has no spaces, and is not empty")
    need(matches(r"[0-9a-f]{8}", parts[1]), "the id of a key has eight hexadecimal digits")
    try:
        material = from_base64(parts[2])
    except ValueError:
        raise ValueError("the key is not base64")
    need(len(material) == 33 and material[0] == kind, f"the key is not of type {kind} with 32 bytes (C2SP signed-note)")
    key_id = sha256(parts[0].encode() + b"\n" + material)[:4].hex()
    need(key_id == parts[1], f"the id of this key would be {key_id}")
    return parts[0], parts[1], material[1:]


def ed25519_holds(public_key, message, signature):
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
        return True
    except (InvalidSignature, ValueError):
        return False


def read_note(data):
    """(text, [(name, id, signature)]) of a signed note."""
    try:
        note = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Fault("NOTE_MALFORMED")
    text, divider, signed = note.rpartition("\n\n")
    lines = signed[:-1].split("\n")
    if len(data) > 1_000_000 or re.search("[\x00-\x09\x0b-\x1f]", note) or not divider:
        raise Fault("NOTE_MALFORMED")
    if not signed.endswith("\n") or len(lines) > 100:
        raise Fault("NOTE_MALFORMED")
    return text + "\n", [read_signature(line) for line in lines]


def read_signature(line):
    try:
        dash, name, encoded = line.split(" ")
        data = from_base64(encoded)
        need(dash == "\u2014" and matches(KEY_NAME, name) and len(data) > 4)
    except ValueError:
        raise Fault("NOTE_MALFORMED")
    return name, data[:4].hex(), data[4:]


def read_checkpoint(text):
    """(origin, size, root)"""
    lines = text[:-1].split("\n")
    if len(lines) < 3 or "" in lines:
        raise Fault("CHECKPOINT_MALFORMED")
    if not matches(r"0|[1-9][0-9]*", lines[1]) or len(lines[1]) > 16 or int(lines[1]) > MAX_SAFE:
        raise Fault("CHECKPOINT_MALFORMED")
    if not is_hash(lines[2]):
        raise Fault("CHECKPOINT_MALFORMED")
    return lines[0], int(lines[1]), from_base64(lines[2])


class Trust:
    """Keys of logs; witnesses by policy name; which witnesses have to have cosigned."""

    def __init__(self, keys, policy_file):
        self.logs, self.witnesses, self.quorum = [], {}, None
        for key in keys:
            try:
                self.logs.append(read_vkey(key, LOG_KEY))
            except ValueError as error:
                raise Unusable("TRUST_ROOT_MALFORMED", f"--key {key} is no verifier key of a log: {error}.")
        if policy_file is not None:
            try:
                with open(policy_file, "rb") as file:
                    self.read_policy(file.read(MIB + 1))
            except OSError as error:
                raise Unusable("TRUST_ROOT_MALFORMED", f"The policy {policy_file} cannot be read: {error.strerror}.")
            except ValueError as error:
                raise Unusable("TRUST_ROOT_MALFORMED", f"The policy {policy_file} is malformed: {error}.")
        if not self.logs:
            raise Unusable("NO_TRUST_ROOT", "Give a verifier key of the log: it is never taken from the bundle.")

    def read_policy(self, data):
        text = data.decode("latin-1")
        need(len(data) <= 1_000_000, "it has more than 1000000 bytes")
        need(text == "" or text.endswith("\n"), "its last line has no newline at its end")
        groups, used, quorum = {}, set(), []
        for number, line in enumerate(text.split("\n"), 1):
            try:
                need(re.fullmatch("[\t\x20-\x7e\x80-\xff]*", line), "it has a control character")
                words = [word for word in re.split("[ \t]+", line) if word]
                if words and not words[0].startswith("#"):
                    self.read_rule(words[0], words[1:], groups, used, quorum)
            except ValueError as error:
                raise ValueError(f"line {number}: {error}")
        need(quorum, 'it has no line "quorum <name>" or "quorum none"')

        def met(name, cosigned):
            if name in groups:
                threshold, members = groups[name]
                return sum(met(member, cosigned) for member in members) >= threshold
            return name == "none" or name in cosigned

        self.quorum = lambda cosigned: met(quorum[0], cosigned)

    def read_rule(self, keyword, rest, groups, used, quorum):
        """One line of a policy. What it defines is added to the witnesses, groups, members and quorum there are."""
        if keyword == "log":
            need(len(rest) in (1, 2), 'a log is "log <vkey> [<url>]"')
            self.logs.append(read_vkey(rest[0].encode("latin-1").decode(), LOG_KEY))
        elif keyword == "witness":
            need(len(rest) in (2, 3), 'a witness is "witness <name> <vkey> [<url>]"')
            need(rest[0] != "none" and rest[0] not in self.witnesses | groups, f"{rest[0]} is the name of something else")
            self.witnesses[rest[0]] = read_vkey(rest[1].encode("latin-1").decode(), WITNESS_KEY)
        elif keyword == "group":
            need(len(rest) >= 3, 'a group is "group <name> <threshold> <member> ..."')
            need(rest[0] != "none" and rest[0] not in self.witnesses | groups, f"{rest[0]} is the name of something else")
            members = rest[2:]
            threshold = {"all": str(len(members)), "any": "1"}.get(rest[1], rest[1])
            in_range = matches(r"[1-9][0-9]{0,5}", threshold) and int(threshold) <= len(members)
            need(in_range, f"the threshold of {rest[0]} is any, all or a number from 1 to {len(members)}")
            for member in members:
                need(member in self.witnesses | groups, f"{member} is defined on no line above")
                need(member not in used, f"{member} is in a group already")
                used.add(member)
            groups[rest[0]] = (int(threshold), members)
        elif keyword == "quorum":
            need(not quorum, "there is one quorum already")
            need(len(rest) == 1, 'a quorum is "quorum <name>" or "quorum none"')
            need(rest[0] == "none" or rest[0] in self.witnesses | groups, f"{rest[0]} is defined on no line above")
            quorum.append(rest[0])
        else:
            need(False, "a line starts with log, witness, group, quorum or #")

    def open(self, note, with_quorum):
        """(origin, size, root) of a checkpoint that holds; Fault otherwise."""
        text, signatures = read_note(note)
        origin, size, root = read_checkpoint(text)
        keys = [key for key in self.logs if key[0] == origin]
        if not keys:
            raise Fault("ORIGIN_MISMATCH")
        signed, cosigned = False, set()
        for name, key_id, signature in signatures:
            for _, _, public_key in {key for key in keys if key[:2] == (name, key_id)}:
                if not ed25519_holds(public_key, text.encode(), signature):
                    raise Fault("SIGNATURE_INVALID")
                signed = True
            for witness, key in self.witnesses.items():
                if key[:2] == (name, key_id):
                    self.check_cosignature(key[2], text, signature)
                    cosigned.add(witness)
        if not signed:
            raise Fault("KEY_UNKNOWN")
        if with_quorum and self.quorum and not self.quorum(cosigned):
            raise Fault("QUORUM_NOT_MET")
        return origin, size, root

    @staticmethod
    def check_cosignature(public_key, text, signature):
        """C2SP tlog-cosignature: a time of eight bytes, then an Ed25519 signature."""
        if len(signature) != 72:
            raise Fault("SIGNATURE_INVALID")
        (time,) = struct.unpack(">Q", signature[:8])
        message = f"cosignature/v1\ntime {time}\n{text}".encode()
        if time >= 2**63 or not ed25519_holds(public_key, message, signature[8:]):
            raise Fault("SIGNATURE_INVALID")


# --- The bundle ------------------------------------------------------------------------------------------------------


def read_file(directory, name, limit):
    path = os.path.join(directory, name)
    try:
        found = os.lstat(path)
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        raise Unusable("UNSAFE_FILE", f"{name} is not a plain file.")
    if found.st_size > limit:
        raise Unusable("TOO_LARGE", f"{name} has more than {limit} bytes.")
    with open(path, "rb") as file:
        return file.read()


def lines_of(data):
    lines = data.split(b"\n")
    return lines[:-1] if lines[-1] == b"" else lines


class Bundle:
    def __init__(self, directory, trust):
        self.trust = trust
        self.problems = []
        try:
            entries = sorted(os.listdir(directory))
        except OSError:
            raise Unusable("NOT_A_BUNDLE", f"{directory} is not a directory that can be read.")
        self.manifest = self.read_manifest(directory)
        self.scope = self.manifest["scope"]
        self.is_stretch = self.scope["kind"] == "TIME"
        self.names = [name for name in LIMITS if name != "neighbours.json" or self.is_stretch]
        self.files = {}
        for name in self.names:
            data = read_file(directory, name, LIMITS[name])
            if data is not None:
                self.files[name] = data
        for name in entries:
            if name != "manifest.json" and name not in self.names:
                self.problem("FILE_EXTRA", name)
        self.compare_files()

    def problem(self, code, where):
        self.problems.append({"code": code, "where": where})

    @staticmethod
    def read_manifest(directory):
        data = read_file(directory, "manifest.json", MANIFEST_LIMIT)
        if data is None:
            raise Unusable("NOT_A_BUNDLE", f"{directory} has no manifest.json.")
        try:
            manifest = read_document(data)
            check_manifest(manifest)
        except (ValueError, RecursionError) as error:
            raise Unusable("MANIFEST_MALFORMED", f"manifest.json is not that of a bundle of this format: {error}.")
        for listed in manifest["files"]:
            if not matches(r"[A-Za-z][A-Za-z0-9_.-]*", listed["name"]):
                raise Unusable("UNSAFE_FILE", "manifest.json names a file that cannot be one of the directory.")
        return manifest

    def compare_files(self):
        seen = set()
        for listed in self.manifest["files"]:
            name = listed["name"]
            if name in seen:
                self.problem("FILE_DUPLICATE", name)
            elif name not in self.names:
                self.problem("MANIFEST_MISMATCH", name)
            elif name not in self.files:
                self.problem("FILE_MISSING", name)
            else:
                data = self.files[name]
                if len(data) != listed["bytes"] or hashlib.sha256(data).hexdigest() != listed["sha256"]:
                    self.problem("MANIFEST_MISMATCH", name)
            seen.add(name)
        for name in self.names:
            if name in seen:
                continue
            if name in self.files:
                self.problem("FILE_EXTRA", name)
            elif name != "policy.txt":
                self.problem("FILE_MISSING", name)

    def open_head(self):
        """(origin, size, root), or the reason why there is none."""
        if "checkpoint.txt" not in self.files:
            head = "CHECKPOINT_MISSING"
        else:
            head = self.opened(self.files["checkpoint.txt"], True)
        if isinstance(head, str):
            self.problem(head, "checkpoint.txt")
        elif head[:2] != (self.manifest["origin"], self.manifest["treeSize"]):
            self.problem("MANIFEST_MISMATCH", "checkpoint.txt")
        return head

    def opened(self, note, with_quorum):
        try:
            return self.trust.open(note, with_quorum)
        except Fault as fault:
            return str(fault)

    def check_chain(self, head):
        """Returns how many earlier heads there are."""
        if "consistency.json" not in self.files:
            return 0
        try:
            document = read_document(self.files["consistency.json"])
            has(document, ["chain"])
            chain = document["chain"]
            need(isinstance(chain, list) and len(chain) <= 10_000)
            for link in chain:
                has(link, ["checkpoint", "proof"])
                need(isinstance(link["checkpoint"], str))
                check_proof(link["proof"])
        except (ValueError, RecursionError):
            self.problem("FILE_MALFORMED", "consistency.json")
            return 0
        heads = [self.opened(link["checkpoint"].encode(), False) for link in chain] + [head]
        for i, link in enumerate(chain):
            where = f"consistency.json#{i + 1}"
            before, after = heads[i], heads[i + 1]
            if isinstance(before, str):
                self.problem(before, where)
            elif not isinstance(after, str):
                proof = [from_base64(item) for item in link["proof"]]
                same = before[0] == after[0]
                if not same or not consistency_holds(before[1], after[1], before[2], after[2], proof):
                    self.problem("CONSISTENCY_FAILED", where)
        return len(chain)

    def read_lines(self, name):
        data = self.files.get(name, b"")
        if data and not data.endswith(b"\n"):
            self.problem("FILE_MALFORMED", name)
        return lines_of(data)

    def read_proofs(self):
        proofs = {}
        for i, line in enumerate(self.read_lines("proofs.jsonl")):
            where = f"proofs.jsonl#{i + 1}"
            try:
                proof = read_canonical(line)
                has(proof, ["id", "index", "proof"])
                need(matches(UUID, proof["id"]) and is_count(proof["index"]))
                check_proof(proof["proof"])
            except (ValueError, RecursionError):
                self.problem("PROOF_MALFORMED", where)
                continue
            if proof["id"] in proofs:
                self.problem("PROOF_DUPLICATE", where)
            else:
                proofs[proof["id"]] = (int(proof["index"]), [from_base64(item) for item in proof["proof"]])
        return proofs

    def read_openings(self):
        """By id; and how many lines there are."""
        openings = {}
        lines = self.read_lines("openings.jsonl")
        for i, line in enumerate(lines):
            try:
                opening = read_canonical(line)
                has(opening, ["id", "pointer", "salt", "value"])
                need(matches(UUID, opening["id"]) and matches(POINTER, opening["pointer"]))
                need(is_commitment(opening["salt"]))
            except (ValueError, RecursionError):
                self.problem("OPENING_MALFORMED", f"openings.jsonl#{i + 1}")
                continue
            openings.setdefault(opening["id"], []).append(opening)
        return openings, len(lines)

    def verify(self):
        head = self.open_head()
        chain = self.check_chain(head)
        lines = self.read_lines("leaves.jsonl")
        proofs = self.read_proofs()
        openings, opening_count = self.read_openings()
        events = [Event(i + 1, line) for i, line in enumerate(lines)]
        ids = set()
        for event in events:
            event.place(ids, proofs, head)
        for id in proofs:
            if id not in ids:
                self.problem("PROOF_UNKNOWN", id)
        for id in openings:
            if id not in ids:
                self.problem("OPENING_UNKNOWN", id)
        found = {"events": len(lines), "openings": opening_count, "chain": chain}
        for what, count in found.items():
            if self.manifest["counts"][what] != count:
                self.problem("MANIFEST_MISMATCH", f"counts.{what}")
        self.judge(events, openings)
        self.check_scope(events)
        if self.is_stretch and "neighbours.json" in self.files and not isinstance(head, str):
            self.check_ends([event for event in events if event.is_first_of_its_id()], head)
        return self.report(events)

    def judge(self, events, openings):
        erased = set()
        for event in events:
            if event.reason is None and event.leaf["type"] == "PersonalDataErased":
                erased |= event.keys_erased()
        order = Order(self.manifest)
        judged = [event for event in events if event.is_first_of_its_id()]
        outside = self.outside(judged)
        for event in judged:
            misplaced = order.next(event.leaf, event.index) or ("SCOPE_EXCEEDED" if event.line in outside else None)
            try:
                status = event.open(openings.get(event.leaf["id"], []), erased)
                fault = misplaced
            except Fault as wrong:
                status, fault = "INVALID", str(wrong)
            event.reason = event.reason or fault
            event.status = "INVALID" if event.reason else status

    def outside(self, events):
        """Lines of the events that are not of the stretch of time."""
        if not self.is_stretch:
            return set()
        late_enough = [event.line for event in events if event.recorded_at() >= self.scope["from"]]
        early_enough = [event.line for event in events if event.recorded_at() <= self.scope["to"]]
        lines = {event.line for event in events}
        if not late_enough or not early_enough:
            return lines
        return {line for line in lines if line < late_enough[0] or line > early_enough[-1]}

    def check_ends(self, events, head):
        """That nothing of the stretch stands before the first event or after the last one."""
        try:
            neighbours = read_document(self.files["neighbours.json"])
            has(neighbours, [], ["before", "after"])
            for neighbour in neighbours.values():
                has(neighbour, ["leaf", "index", "proof"])
                need(isinstance(neighbour["leaf"], str) and is_count(neighbour["index"]))
                check_proof(neighbour["proof"])
        except (ValueError, RecursionError):
            self.problem("FILE_MALFORMED", "neighbours.json")
            return
        before, after = neighbours.get("before"), neighbours.get("after")
        start = int(before["index"]) + 1 if before else 0
        stop = int(after["index"]) if after else head[1]
        indexes = [event.index for event in events if event.index is not None]
        begins, ends = (indexes[0], indexes[-1] + 1) if indexes else (stop, start)
        time_from, time_to = self.scope["from"], self.scope["to"]
        self.check_neighbour("before", before, begins == start, head, lambda time: time < time_from)
        self.check_neighbour("after", after, ends == stop, head, lambda time: time > time_to)

    def check_neighbour(self, side, neighbour, adjacent, head, is_outside):
        where = f"neighbours.json#{side}"
        if neighbour is not None:
            entry = Event(0, neighbour["leaf"].encode())
            if entry.leaf is None:
                self.problem("FILE_MALFORMED", where)
                return
            proof = [from_base64(item) for item in neighbour["proof"]]
            if not inclusion_holds(leaf_hash(entry.digest), int(neighbour["index"]), head[1], proof, head[2]):
                self.problem("INCLUSION_FAILED", where)
                return
            adjacent = adjacent and is_outside(entry.recorded_at())
        if not adjacent:
            self.problem("RANGE_OPEN", where)

    def check_scope(self, events):
        scope, whole = self.manifest["scope"], self.manifest["whole"]
        own = None if scope["kind"] == "TIME" else scope["kind"].lower() + "-" + scope["id"]
        claimed = whole if own is None or own in whole else [own] + whole
        present = {event.leaf["stream"] for event in events if event.leaf}
        for stream in claimed:
            if stream not in present or stream not in whole:
                self.problem("SCOPE_INCOMPLETE", stream)

    def report(self, events):
        counts = {status: 0 for status in ("VALID", "SEALED", "ERASED", "INVALID")}
        for event in events:
            counts[event.status] += 1
        return {
            "verdict": "INVALID" if self.problems or counts["INVALID"] else "VALID",
            "origin": self.manifest["origin"],
            "treeSize": int(self.manifest["treeSize"]),
            "scope": self.manifest["scope"],
            "problems": self.problems,
            "events": [event.verdict() for event in events],
            "counts": counts,
        }


class Event:
    def __init__(self, line, data):
        self.line, self.leaf, self.index = line, None, None
        self.status, self.reason = "INVALID", None
        self.digest = sha256(data)
        try:
            leaf = read_canonical(data)
        except (ValueError, RecursionError):
            self.reason = "LEAF_NOT_CANONICAL"
            return
        try:
            check_leaf(leaf)
            self.commitments = commitments_of(leaf)
            self.leaf = leaf
        except ValueError:
            self.reason = "LEAF_MALFORMED"

    def place(self, ids, proofs, head):
        """Whether it stands in the tree. `ids`: those of the lines above, to which it adds its own."""
        if self.leaf is None:
            return
        if self.leaf["id"] in ids:
            self.reason = "DUPLICATE_EVENT"
            return
        ids.add(self.leaf["id"])
        self.index, proof = proofs.get(self.leaf["id"], (None, None))
        if isinstance(head, str):
            self.reason = head
        elif proof is None:
            self.reason = "PROOF_MISSING"
        elif not inclusion_holds(leaf_hash(self.digest), self.index, head[1], proof, head[2]):
            self.reason = "INCLUSION_FAILED"

    def is_first_of_its_id(self):
        return self.leaf is not None and self.reason != "DUPLICATE_EVENT"

    def recorded_at(self):
        return self.leaf["meta"]["recordedAt"]

    def keys_erased(self):
        data = self.leaf["data"]
        keys = data.get("keys") if isinstance(data, dict) else None
        return {key for key in keys if isinstance(key, str)} if isinstance(keys, list) else set()

    def open(self, openings, erased):
        opened = set()
        for opening in openings:
            pointer = opening["pointer"]
            if pointer not in self.commitments:
                raise Fault("OPENING_UNKNOWN")
            if pointer in opened:
                raise Fault("OPENING_DUPLICATE")
            commitment, keys = self.commitments[pointer]
            salt = base64.urlsafe_b64decode(opening["salt"] + "=")
            computed = sha256(b"laurel/pii/v1\x00" + salt + canonical(opening["value"]).encode())
            if base64.urlsafe_b64encode(computed).decode().rstrip("=") != commitment:
                raise Fault("OPENING_MISMATCH")
            if erased.intersection(keys):
                raise Fault("OPENING_OF_ERASED")
            opened.add(pointer)
        if any(erased.intersection(keys) for _, keys in self.commitments.values()):
            return "ERASED"
        return "VALID" if len(opened) == len(self.commitments) else "SEALED"

    def verdict(self):
        leaf = self.leaf or {}
        return {
            "line": self.line,
            "status": self.status,
            "reason": self.reason,
            "id": leaf.get("id"),
            "type": leaf.get("type"),
            "stream": leaf.get("stream"),
            "revision": int(leaf["revision"]) if leaf else None,
        }


class Order:
    """Judges each event by those on the lines above it."""

    def __init__(self, manifest):
        self.whole = set(manifest["whole"])
        self.contiguous = manifest["scope"]["kind"] == "TIME"
        self.last_index, self.last_of = None, {}

    def next(self, leaf, index):
        in_tree, in_stream = self.in_tree(index), self.in_stream(leaf)
        return in_tree or in_stream

    def in_tree(self, index):
        before = self.last_index
        if index is not None:
            self.last_index = index
        if index is None or before is None:
            return None
        if index <= before:
            return "OUT_OF_ORDER"
        return "RANGE_GAP" if self.contiguous and index > before + 1 else None

    def in_stream(self, leaf):
        before = self.last_of.get(leaf["stream"])
        self.last_of[leaf["stream"]] = leaf
        if before and leaf["revision"] <= before["revision"]:
            return "STREAM_ORDER"
        expected = before["revision"] + 1 if before else 0
        if leaf["stream"] in self.whole and leaf["revision"] != expected:
            return "STREAM_GAP"
        if before and leaf["meta"]["recordedAt"] < before["meta"]["recordedAt"]:
            return "TIME_BACKWARDS"
        return None


def run(arguments):
    return Bundle(arguments.directory, Trust(arguments.key, arguments.policy)).verify()


ADVICE = {
    "KEY_UNKNOWN": "No key that was given signed this head. After a rotation, earlier heads are signed by an earlier key: "
    "give the old verifier key too, as you know it from elsewhere (--key may be repeated).",
    "SCOPE_EXCEEDED": "The bundle is about a stretch of time, and these events were recorded outside it.",
    "RANGE_OPEN": "Nothing proves that the bundle has all of its stretch of time: events may have been left out at this "
    "end of it.",
}


def show(report):
    scope = report["scope"]
    if scope["kind"] == "TIME":
        about = f"what was recorded from {scope['from']} to {scope['to']}"
    else:
        about = f"{scope['kind'].lower()} {scope['id']}"
    print(f"A bundle about {about}.")
    for event in report["events"]:
        place = f"{event['type']} {event['id']} ({event['stream']}, revision {event['revision']})"
        reason = f" {event['reason']}" if event["reason"] else ""
        print(f"{event['status']:<8}{reason} line {event['line']}" + (f" {place}" if event["id"] else ""))
    for problem in report["problems"]:
        print(f"PROBLEM  {problem['code']} {problem['where']}")
    found = [problem["code"] for problem in report["problems"]] + [event["reason"] for event in report["events"]]
    for code in dict.fromkeys(code for code in found if code in ADVICE):
        print(f"{code}: {ADVICE[code]}")
    print(", ".join(f"{count} {status}" for status, count in report["counts"].items()) + f": {report['verdict']}")


def main():
    parser = argparse.ArgumentParser(description="Verifies an audit bundle of Laurel offline.")
    parser.add_argument("directory")
    parser.add_argument("--key", action="append", default=[], help="verifier key of the log, known from elsewhere")
    parser.add_argument("--policy", help="file with witnesses and quorum, known from elsewhere")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    try:
        report = run(arguments)
    except Unusable as error:
        if arguments.json:
            print(json.dumps({"verdict": "UNUSABLE", "reason": error.reason}))
        print(error, file=sys.stderr)
        return 2
    if arguments.json:
        print(json.dumps(report))
    else:
        show(report)
    return 0 if report["verdict"] == "VALID" else 1


if __name__ == "__main__":
    sys.exit(main())
