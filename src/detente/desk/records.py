"""`detente record`: what happened to a plan, written down for good, and the record it is kept in."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.desk.printing import MEDIATORS, AsJson, CaseName, Reader, print_json, print_page, say
from detente.errors import NotPermitted
from detente.store.record.keys import KeyFile, Lock, PassphraseIn, Unlocked

if TYPE_CHECKING:
    from detente.store.record.chain import Head

app = typer.Typer(
    help="The record of a case: entries that are only ever added to, each side's in a compartment of its own.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Plan = Annotated[str | None, typer.Option("--plan", metavar="PLAN", help="The plan; the one with a ledger by default.")]
WithKey = Annotated[Path | None, typer.Option("--key", metavar="FILE", help="The key file it opens with.")]
Passphrase = Annotated[
    str | None, typer.Option("--passphrase-in", metavar="VARIABLE", help="The environment variable with a passphrase.")
]
Plain = Annotated[bool, typer.Option("--plain", help="Not encrypted: whoever finds the file can read it.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where to write; to the screen without.")]


@app.command()
def init(
    case: CaseName,
    file: Annotated[Path, typer.Option(help="The file to keep it in, from the case's folder.")] = Path("record.db"),
    key: WithKey = None,
    passphrase: Passphrase = None,
    plain: Plain = False,
    server: Annotated[
        str | None, typer.Option(metavar="VARIABLE", help="On the PostgreSQL server whose address this variable holds.")
    ] = None,
    signer: Annotated[Path | None, typer.Option(metavar="FILE", help="The key that signs checkpoints.")] = None,
    empty: Annotated[bool, typer.Option("--empty", help="Leave the ledgers of the case out.")] = False,
    as_json: AsJson = False,
) -> None:
    """Begin the record of a case, encrypted with a new key, and take its ledgers in."""
    from detente.store.record.places import InFile, OnServer
    from detente.workbench import entries, ledgers, records

    where = None if server is None else OnServer(server)
    lock = _lock(key, passphrase, plain)
    if where is not None and lock is not None:
        raise NotPermitted("a server takes its password with its address; give no other key")
    place = where or InFile(file, lock or KeyFile(records.KEY))
    held = () if empty else ledgers.ledgers(case)
    begun = records.begin(case, place, signer=signer or records.SIGNER)
    taken = {plan: len(entries.take_in_ledger(case, plan)) for plan in held}
    if as_json:
        print_json({"begun": begun, "taken_in": taken})
        return
    print(begun.said_in)
    for plan, count in taken.items():
        say(f"{plan}: {count} entries taken in; from now on its ledger is read from the record")
    if begun.key is not None:
        say(f"Its key is {begun.key}. Keep a copy elsewhere: without the key the record is lost.")
    say(f"Checkpoints are signed with {begun.signer}. Give each side this public key: {begun.public}")


@app.command()
def add(
    case: CaseName,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="What sort of entry: claim, report, dispute ...")],
    words: Annotated[
        list[str],
        typer.Argument(metavar="KEY=WORDS", help="The keys of a ledger's file, such as by=north on=2024-01-22."),
    ],
    plan: Plan = None,
    as_json: AsJson = False,
) -> None:
    """Write one entry down: into the record, or into the ledger's file where the case has none."""
    from detente.workbench import entries

    told = dict(_pair(each) for each in words)
    added = entries.add(case, kind, told, plan=plan)
    if as_json:
        print_json({"id": added.entry.id, "plan": added.plan, "receipt": added.receipt, "path": added.path})
        return
    print(added.entry.id)
    if added.receipt is not None:
        say(f"kept as number {added.receipt.number} of {added.receipt.compartment!r}")
    else:
        say(f"written into {added.path}")


@app.command("list")
def list_entries(case: CaseName, plan: Plan = None, audience: Reader = MEDIATORS, as_json: AsJson = False) -> None:
    """List the entries of a plan's ledger in the order they came to be known."""
    from detente.desk.views.entries import entries_page
    from detente.workbench import ledgers

    followed = ledgers.follow(case, plan=plan, audience=audience)
    print_json(followed.ledger.entries) if as_json else print_page(entries_page(followed))


@app.command()
def check(case: CaseName, plan: Plan = None, as_json: AsJson = False) -> None:
    """Say all that is wrong with a plan's ledger: what names nothing, what comes before what it answers."""
    from detente.desk.views.problems import problem_lines
    from detente.workbench import ledgers

    found = ledgers.check_ledger(case, plan)
    print_json(found) if as_json else print("\n".join(problem_lines(found, name=case)))
    raise typer.Exit(int(any(each.is_error for each in found)))


@app.command("import")
def import_(
    case: CaseName,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="Exported text, sealed text, or a ledger.")
    ] = None,
    plan: Plan = None,
    identity: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The private key that opens a sealed file.")
    ] = None,
    passphrase: Passphrase = None,
    as_json: AsJson = False,
) -> None:
    """Take in what `export` wrote, or a ledger's file; what is there already is passed over."""
    from detente.workbench import entries, ledgers, records

    if file is None or file.suffix in (".yaml", ".yml"):
        named = plan or (file.stem if file else None)
        raw = _raw(file) if file else None
        receipts = [
            r for each in ([named] if named else ledgers.written(case)) for r in entries.take_in_ledger(case, each, raw)
        ]
        print_json(receipts) if as_json else print(f"{len(receipts)} entries stand in the record")
        return
    if identity or passphrase:
        from detente.store.record.archive import Identity

        lock = Identity(identity) if identity else PassphraseIn(passphrase or "")
        text = records.unsealed(file, lock)
    else:
        text = _raw(file).decode(errors="replace")
    found = records.take_in(case, text, str(file))
    print_json(found) if as_json else print(f"{found.added} entries added, {found.there} were there already")


@app.command()
def export(
    case: CaseName,
    out: Out = None,
    recipient: Annotated[
        list[str] | None,
        typer.Option("--recipient", metavar="age1...", help="Seal it for whoever has this public key."),
    ] = None,
    passphrase: Passphrase = None,
    audience: Reader = MEDIATORS,
) -> None:
    """Write every entry as a line of JSON, the same text for the same entries; sealed with age where it travels."""
    from detente.workbench import records

    if recipient or passphrase:
        if out is None:
            raise NotPermitted("a sealed file is written to a place: name it with --out FILE")
        from detente.store.record.archive import For

        lock = For(tuple(recipient)) if recipient else PassphraseIn(passphrase or "")
        records.seal(case, out, lock, audience=audience)
        say(f"sealed in {out}")
        return
    _give(records.export(case, audience=audience), out)


@app.command()
def verify(
    case: CaseName,
    checkpoint: Annotated[
        list[Path] | None,
        typer.Option("--checkpoint", metavar="FILE", help="A checkpoint handed out; may be given again."),
    ] = None,
    signer: Annotated[
        list[str] | None,
        typer.Option("--signer", metavar="HEX", help="The public key of a keeper, besides the case's own."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Follow every chain, hold checkpoints against the record, and say what that shows and what it cannot show."""
    from detente.desk.views.entries import verification_page
    from detente.workbench import records

    found = records.verify(case, checkpoints=checkpoint or (), signers=signer or ())
    if as_json:
        print_json({"compartments": found.compartments, "faults": found.faults})
    else:
        print_page(verification_page(found))
    raise typer.Exit(int(bool(found.faults)))


@app.command()
def checkpoint(
    case: CaseName,
    compartment: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this compartment; may be given again.")
    ] = None,
    out: Out = None,
) -> None:
    """Sign what each compartment holds now. Hand the text to its readers: with it, a loss can be shown."""
    from detente.workbench import records

    _give(records.checkpoint(case, compartment or ()), out)


@app.command()
def backup(
    case: CaseName,
    to: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write; it must not be there yet.")],
    key: WithKey = None,
    passphrase: Passphrase = None,
    plain: Plain = False,
    as_json: AsJson = False,
) -> None:
    """Copy the record while others go on writing; the copy opens as the record does unless you say otherwise."""
    from detente.workbench import records

    _ends(records.backup(case, to, _lock(key, passphrase, plain)), as_json)


@app.command()
def restore(
    case: CaseName,
    backed_up: Annotated[Path, typer.Argument(metavar="FILE", help="The backup.")],
    key: WithKey = None,
    passphrase: Passphrase = None,
    plain: Plain = False,
    as_json: AsJson = False,
) -> None:
    """Make the record anew from a backup, where nothing stands; verify it afterwards against the checkpoints."""
    from detente.workbench import records

    _ends(records.restore(case, backed_up, _lock(key, passphrase, plain)), as_json)


@app.command()
def upgrade(case: CaseName) -> None:
    """Bring the record of an earlier detente up to date; make a backup first."""
    from detente.workbench import records

    records.bring_up_to_date(case)
    print("the record is up to date")


def _lock(key: Path | None, passphrase: str | None, plain: bool) -> Lock | None:
    if (key is not None) + (passphrase is not None) + plain > 1:
        raise NotPermitted("give one of --key, --passphrase-in and --plain")
    if key is not None:
        return KeyFile(key)
    if passphrase is not None:
        return PassphraseIn(passphrase)
    return Unlocked() if plain else None


def _pair(word: str) -> tuple[str, str]:
    key, equals, held = word.partition("=")
    if not (key and equals and held):
        raise NotPermitted(f"{word!r} is no KEY=WORDS, such as by=north or says='three buses crossed'")
    return key, held


def _ends(heads: "Iterable[Head]", as_json: bool) -> None:
    found = tuple(heads)
    print_json(found) if as_json else print("\n".join(f"{each.compartment}: {each.number} entries" for each in found))


def _raw(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise NotPermitted(f"{file} cannot be read: {(error.strerror or 'no reason given').lower()}") from error


def _give(text: str, out: Path | None) -> None:
    from detente.workbench.folders import keep

    sys.stdout.write(text) if out is None else say(f"written to {keep(out, text)}")
