"""The small changes that a test ought to notice: all of them in a module."""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
WORKED_OUT: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitOr,
    ast.LShift: ast.RShift,
}
CALLED = {"min": "max", "max": "min", "any": "all", "all": "any", "minimum": "maximum", "maximum": "minimum"}
# Keywords that only stop a mistake in the code or a warning, or choose how wide numbers are kept: no figure can tell
# whether they are there.
SAFEGUARDS = ("strict", "frozen", "invalid", "divide", "dtype", "copy")
CALLED |= {"floor": "ceil", "ceil": "floor", "zeros": "ones", "ones": "zeros", "first_day": "last_day"}


@dataclass(frozen=True)
class Change:
    """`line`: where; `said`: from what to what; `node` and `way`: which node of the module, and which of what may
    stand in its place."""

    line: int
    said: str
    node: int
    way: int


def changes_of(source: str) -> list[Change]:
    """Every change of a module. Left as they are: docstrings, annotations, imports, asserts and what is as good as one
    (`SAFEGUARDS`), and the names of columns and keys."""
    return [
        Change(node.lineno, f"{ast.unparse(node)[:90]!r} → {_text(other, node)[:90]!r}", number, way)
        for number, node in enumerate(_nodes(ast.parse(source)))
        for way, other in enumerate(_others(node))
    ]


def is_within_function(source: str, change: Change) -> bool:
    """Whether a change is carried out only when a function of the module, or of one of its classes, is called."""
    tree = ast.parse(source)
    node = next(one for number, one in enumerate(_nodes(tree)) if number == change.node)
    classes = (statement for statement in tree.body if isinstance(statement, ast.ClassDef))
    functions = (
        statement
        for body in (tree.body, *(one.body for one in classes))
        for statement in body
        if isinstance(statement, ast.FunctionDef)
    )
    return any(node is within for one in functions for part in one.body for within in ast.walk(part))


def changed(source: str, change: Change) -> ast.Module:
    """The module with one change."""
    tree = ast.parse(source)
    node = next(one for number, one in enumerate(_nodes(tree)) if number == change.node)
    _replace(node, _others(node)[change.way])
    return ast.fix_missing_locations(tree)


def _text(other: ast.expr | ast.stmt, node: ast.expr | ast.stmt) -> str:
    return ast.unparse(ast.fix_missing_locations(ast.copy_location(other, node)))


def _nodes(tree: ast.AST) -> Iterator[ast.expr | ast.stmt]:
    """Statements and expressions that are carried out, in the order in which they stand."""
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or isinstance(child, (ast.Import, ast.ImportFrom, ast.Assert)):
                continue
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                continue  # a docstring
            if name == "slice" and isinstance(child, ast.Constant) and isinstance(child.value, str):
                continue  # the name of a column
            if isinstance(child, ast.keyword) and child.arg in SAFEGUARDS:
                continue
            if isinstance(child, (ast.expr, ast.stmt)):
                yield child
            yield from _nodes(child)


def _others(node: ast.expr | ast.stmt) -> list[ast.expr | ast.stmt]:
    """What may stand in the place of a node."""
    match node:
        case ast.Compare(ops=[only]):
            return [_with(node, ops=[other()]) for other in COMPARED.get(type(only), ())]
        case ast.BoolOp(op=op):
            return [_with(node, op=ast.Or() if isinstance(op, ast.And) else ast.And())]
        case ast.BinOp(op=op) | ast.AugAssign(op=op) if type(op) in WORKED_OUT and not _is_type(node):
            return [_with(node, op=WORKED_OUT[type(op)]())]
        case ast.UnaryOp(op=ast.Not() | ast.USub() | ast.Invert(), operand=operand):
            return [operand]
        case ast.IfExp(body=body, orelse=orelse):
            return [_with(node, body=orelse, orelse=body)]
        case ast.If(test=test) | ast.While(test=test) if not isinstance(test, (ast.Compare, ast.UnaryOp)):
            return [_with(node, test=ast.UnaryOp(ast.Not(), test))]
        case ast.Constant(value=bool(value)):
            return [ast.Constant(not value)]
        case ast.Constant(value=int(value) | float(value)):
            return [ast.Constant(value + 1), ast.Constant(value - 1)]
        case ast.Constant(value=str(value)):
            # Without the blanks at its ends: else a table of words that is written as text would only have more words.
            return [ast.Constant(f"XX{value.strip() or value}XX")]
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            return [ast.Return(ast.Constant(None))]
        case ast.Break():
            return [ast.Continue()]
        case ast.Continue():
            return [ast.Break()]
        case ast.Call():
            return _other_calls(node)
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
            return [
                _with(node, generators=[*node.generators[:i], _with(one, ifs=[]), *node.generators[i + 1 :]])
                for i, one in enumerate(node.generators)
                if one.ifs
            ]
    return []


def _other_calls(call: ast.Call) -> list[ast.expr | ast.stmt]:
    """Without each of its keywords, and as the function that is the other way about."""
    others: list[ast.expr | ast.stmt] = [
        _with(call, keywords=[one for one in call.keywords if one is not keyword])
        for keyword in call.keywords
        if keyword.arg and keyword.arg not in SAFEGUARDS
    ]
    name = call.func
    if isinstance(name, ast.Name) and name.id in CALLED:
        others.append(_with(call, func=ast.Name(CALLED[name.id], ast.Load())))
    if isinstance(name, ast.Attribute) and name.attr in CALLED:
        others.append(_with(call, func=_with(name, attr=CALLED[name.attr])))
    return others


def _is_type(node: ast.AST) -> bool:
    """Whether a `|` joins types, as in `float | None`."""
    sides = (getattr(node, "left", None), getattr(node, "right", None))
    return any(isinstance(side, ast.Constant) and side.value is None for side in sides)


def _with(node: ast.AST, **fields: object) -> ast.AST:
    out = copy.copy(node)
    for name, value in fields.items():
        setattr(out, name, value)
    return out


def _replace(node: ast.AST, other: ast.AST) -> None:
    """Lets a node be what another is, so that whatever holds it need not be known."""
    node.__class__ = other.__class__
    node.__dict__ = {**other.__dict__, "lineno": node.lineno, "col_offset": node.col_offset}
