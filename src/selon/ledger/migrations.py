"""
How did a ledger's file come to hold what it holds, and is it of today's schema?

Ordered migrations, each run in one transaction together with the row that records it. The next change is the next
function here and the next line of :data:`MIGRATIONS`; one that has been released is never edited.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from selon.errors import LedgerOutdated, LedgerTooNew
from selon.ledger import checksums, counts
from selon.ledger.connection import APPLICATION_ID
from selon.ledger.released import m001_articles, m002_statements, m003_people, m004_intake, m005_questions

if TYPE_CHECKING:
    from selon.ledger.connection import Database

Migration = Callable[["Database"], None]


def m006_faults(db: Database) -> None:
    """Tell selon's own faults from other failures, and keep where they came up."""
    db.execute("alter table failure add column fault integer not null default 0")
    db.execute("alter table failure add column trace text")


def m007_standing(db: Database) -> None:
    """
    Count apart the reporters' own questions and the quotations that nobody is found for, and show it in the view.

    Which pronouns were left open, an older selon did not write down: they are counted as before until they are read anew.
    """
    for layer in ("statement", "revision"):
        db.execute(f"""
            update {layer} set unnamed = 4 where source = '' and alias_id is null and label_id in
            (select label_id from label where act = 'ask' and disclosure = 'none' and naming = 'anonymous')
        """)
        db.execute(f"""
            update {layer} set unnamed = 3 where source = '' and cue = '' and alias_id is null and unnamed = 2
        """)
    shown = """
        x.statement_id, x.id, x.source, x.cue, x.content, p.name as speaker, x.addressee, x.channel, l.quotation,
        l.source_kind, l.disclosure, l.naming,
        case x.unnamed when 0 then 'named' when 1 then 'described' when 2 then 'anonymous' when 3 then 'unresolved'
        when 4 then 'question' end as standing,
        l.act, l.certainty, l.polarity, l.evidential, l.medium, x.said, x.said_precision,
        coalesce(x.published, v.published) as published, coalesce(x.first_seen, v.first_seen) as first_seen,
        o.name as outlet, x.language, v.title, a.url, a.id as article, v.number as version, x.confidence, w.rule,
        w.lemma
    """
    joined = """
        join version v on v.version_id = x.version_id
        join article a on a.article_id = v.article_id
        join label l on l.label_id = x.label_id
        join reason w on w.reason_id = x.reason_id
        left join outlet o on o.outlet_id = x.outlet_id
        left join alias n on n.alias_id = x.alias_id
        left join assignment g on g.alias_id = x.alias_id
        left join speaker p on p.speaker_id = coalesce(g.speaker_id, n.speaker_id)
    """
    db.executescript(f"""
        drop view statements;
        create view statements as
        select {shown}, null as verdict, 0 as edited from statement x {joined} where x.state = 1
        union all
        select {shown}, x.verdict, x.edited from revision x {joined};
    """)


def m008_index(db: Database) -> None:
    """Index the words of statements that are older than the index, which began empty."""
    if not db.execute("select 1 from word_docsize limit 1").fetchone():
        db.execute("insert into word (word) values ('rebuild')")


def m009_additions(db: Database) -> None:
    """Let people add what was missed, and say that an article has been gone through to its end."""
    db.executescript("""
        create table decision (
            correction_id integer primary key,
            uid text not null unique,
            at text not null,
            who text not null,
            kind text not null check (
                kind in ('accept', 'reject', 'edit', 'insert', 'finish', 'merge', 'split', 'undo')
            ),
            target text not null,
            value text not null,
            base text,
            note text,
            undone_by text
        ) strict;
        insert into decision select * from correction;
        drop table correction;
        alter table decision rename to correction;
        create index correction_target on correction (target);
        create index correction_inserted on correction (json_extract(base, '$.article')) where kind = 'insert';
    """)


def m010_who_is_who(db: Database) -> None:
    """Keep the user's table of people, and who each form of a name is by it, from when to when; show it in the view."""
    db.executescript("""
        create table person (
            person_id integer primary key,
            name text not null,
            aliases text not null,
            role text,
            party text,
            gender text,
            wikidata text,
            since text,
            until text
        ) strict;

        create table person_name (
            folded text not null,
            person_id integer not null references person on delete cascade,
            primary key (folded, person_id)
        ) strict, without rowid;
        create index person_name_person on person_name (person_id);

        create table who (
            alias_id integer not null references alias on delete cascade,
            since text not null, -- empty: from the beginning
            until text not null, -- ~: without end
            person_id integer not null references person on delete cascade, -- of several of one person, the first
            role text,
            party text,
            gender text,
            wikidata text,
            primary key (alias_id, since)
        ) strict, without rowid;
        create index who_person on who (person_id);
    """)
    _show_statements(db)


def m011_speaker_confidence(db: Database) -> None:
    """Keep how sure the speaker of a statement is; of those that were read before nothing tells."""
    for layer in ("statement", "revision"):
        db.execute(f"alter table {layer} add column speaker_confidence real")
    _show_statements(db, ", x.speaker_confidence")


def _show_statements(db: Database, more: str = "") -> None:
    """Make the view of statements as m010 and m011 have it, the latter with *more* at its end."""
    shown = """
        x.statement_id, x.id, x.source, x.cue, x.content, p.name as speaker, x.addressee, x.channel, l.quotation,
        l.source_kind, l.disclosure, l.naming,
        case x.unnamed when 0 then 'named' when 1 then 'described' when 2 then 'anonymous' when 3 then 'unresolved'
        when 4 then 'question' end as standing,
        l.act, l.certainty, l.polarity, l.evidential, l.medium, x.said, x.said_precision,
        coalesce(x.published, v.published) as published, coalesce(x.first_seen, v.first_seen) as first_seen,
        o.name as outlet, x.language, v.title, a.url, a.id as article, v.number as version, x.confidence, w.rule,
        w.lemma
    """
    people = f"""
        y.name as speaker_person, h.role as speaker_role, h.party as speaker_party, h.gender as speaker_gender,
        h.wikidata as speaker_wikidata{more}
    """
    joined = """
        join version v on v.version_id = x.version_id
        join article a on a.article_id = v.article_id
        join label l on l.label_id = x.label_id
        join reason w on w.reason_id = x.reason_id
        left join outlet o on o.outlet_id = x.outlet_id
        left join alias n on n.alias_id = x.alias_id
        left join assignment g on g.alias_id = x.alias_id
        left join speaker p on p.speaker_id = coalesce(g.speaker_id, n.speaker_id)
        left join who h on h.alias_id = x.alias_id and h.since <= coalesce(x.day, '')
            and h.until >= coalesce(x.day, '~')
        left join person y on y.person_id = h.person_id
    """
    db.executescript(f"""
        drop view statements;
        create view statements as
        select {shown}, null as verdict, 0 as edited, {people} from statement x {joined} where x.state = 1
        union all
        select {shown}, x.verdict, x.edited, {people} from revision x {joined};
    """)


def m012_checksums(db: Database) -> None:
    """Keep a checksum beside the columns of every row; the triggers that write it are those of selon's connections."""
    checksums.follow(db, {})


def m013_counts(db: Database) -> None:
    """Keep counts of the machine's statements that are shown, by what they are asked for by, while they are written."""
    db.executescript("""
        drop index statement_alias;
        create index statement_alias on statement (
            alias_id, outlet_id, day, label_id, language, unnamed, confidence, speaker_confidence
        ) where state = 1; -- all that statements are counted by
        create index version_counted on version (
            version_id, day, language, extracted, own_characters, characters, hearsay
        );
        create index article_counted on article (version_id, outlet_id, copy_of);

        create table day_count (
            day text not null, -- empty: none
            outlet_id integer not null, -- 0: none
            language text not null, -- empty: none
            n integer not null,
            spoken integer not null, -- of these, with a speaker
            named integer not null,
            described integer not null,
            anonymous integer not null,
            unresolved integer not null,
            question integer not null,
            primary key (day, outlet_id, language)
        ) strict, without rowid;

        create table speaker_count (
            alias_id integer not null,
            act text not null, -- empty: none
            n integer not null,
            primary key (alias_id, act)
        ) strict, without rowid;

        create table month_count (
            alias_id integer not null,
            month text not null, -- empty: none
            n integer not null,
            primary key (alias_id, month)
        ) strict, without rowid;

        create table id_count (
            prefix text primary key, -- two signs that ids begin with
            n integer not null
        ) strict, without rowid;
    """)
    entered = """
        insert into day_count
        values (coalesce({0}.day, ''), coalesce({0}.outlet_id, 0), coalesce({0}.language, ''), 1,
            {0}.alias_id is not null, {0}.unnamed is 0, {0}.unnamed is 1, {0}.unnamed is 2, {0}.unnamed is 3,
            {0}.unnamed is 4)
        on conflict do update set n = n + 1, spoken = spoken + excluded.spoken,
            named = named + excluded.named, described = described + excluded.described,
            anonymous = anonymous + excluded.anonymous, unresolved = unresolved + excluded.unresolved,
            question = question + excluded.question;
        insert into speaker_count
        select {0}.alias_id, coalesce((select act from label where label_id = {0}.label_id), ''), 1
        where {0}.alias_id is not null
        on conflict do update set n = n + 1;
        insert into month_count
        select {0}.alias_id, coalesce(substr({0}.day, 1, 7), ''), 1 where {0}.alias_id is not null
        on conflict do update set n = n + 1;
        insert into id_count values (substr({0}.id, 1, 2), 1) on conflict do update set n = n + 1;
    """
    left = """
        update day_count set n = n - 1, spoken = spoken - (old.alias_id is not null),
            named = named - (old.unnamed is 0), described = described - (old.unnamed is 1),
            anonymous = anonymous - (old.unnamed is 2), unresolved = unresolved - (old.unnamed is 3),
            question = question - (old.unnamed is 4)
        where day = coalesce(old.day, '') and outlet_id = coalesce(old.outlet_id, 0)
            and language = coalesce(old.language, '');
        delete from day_count where day = coalesce(old.day, '') and outlet_id = coalesce(old.outlet_id, 0)
            and language = coalesce(old.language, '') and n = 0;
        update speaker_count set n = n - 1 where alias_id = old.alias_id
            and act = coalesce((select act from label where label_id = old.label_id), '');
        delete from speaker_count where alias_id = old.alias_id
            and act = coalesce((select act from label where label_id = old.label_id), '') and n = 0;
        update month_count set n = n - 1
        where alias_id = old.alias_id and month = coalesce(substr(old.day, 1, 7), '');
        delete from month_count
        where alias_id = old.alias_id and month = coalesce(substr(old.day, 1, 7), '') and n = 0;
        update id_count set n = n - 1 where prefix = substr(old.id, 1, 2);
        delete from id_count where prefix = substr(old.id, 1, 2) and n = 0;
    """
    changed = "state, id, day, outlet_id, language, unnamed, alias_id, label_id"
    db.executescript(f"""
        create trigger statement_count_new after insert on statement when new.state = 1
        begin {entered.format("new")} end;
        create trigger statement_count_in after update of {changed} on statement when new.state = 1
        begin {entered.format("new")} end;
        create trigger statement_count_out after update of {changed} on statement when old.state = 1
        begin {left} end;
        create trigger statement_count_gone after delete on statement when old.state = 1
        begin {left} end;
    """)
    counts.recount(db)


MIGRATIONS: tuple[Migration, ...] = (
    m001_articles,
    m002_statements,
    m003_people,
    m004_intake,
    m005_questions,
    m006_faults,
    m007_standing,
    m008_index,
    m009_additions,
    m010_who_is_who,
    m011_speaker_confidence,
    m012_checksums,
    m013_counts,
)
"""All migrations, in the order in which they are run; the number of the last one is the schema of today."""


def version_of(db: Database) -> int:
    """Return how many migrations the file has seen, 0 for a new one."""
    if not db.execute("select 1 from sqlite_master where name = 'migration'").fetchone():
        return 0
    return int(db.execute("select coalesce(max(number), 0) from migration").fetchone()[0])


def create(db: Database) -> None:
    """Make a new ledger, whole or not at all; one that is there already stays as it is."""
    with db.writing():
        if version_of(db) == 0:
            for number, step in enumerate(MIGRATIONS, start=1):
                _run(db, number, step)


def migrate(db: Database, *, up_to: int | None = None) -> list[str]:
    """
    Bring the file to the newest schema and return the names of the migrations that were run.

    Args:
        db: An open ledger.
        up_to: Stop after this many; None for all.
    """
    done = []
    wanted = len(MIGRATIONS) if up_to is None else up_to
    for number, step in enumerate(MIGRATIONS[:wanted], start=1):
        with db.writing():
            # Looked up again inside the transaction: another process may be migrating the same file.
            if number <= version_of(db):
                continue
            _run(db, number, step)
        done.append(step.__name__)
    return done


def _run(db: Database, number: int, step: Migration) -> None:
    if number == 1:
        db.execute(f"pragma application_id = {APPLICATION_ID}")
        db.execute("create table migration (number integer primary key, name text not null, at text not null) strict")
    before = checksums.tables(db)
    step(db)
    if checksums.is_kept(db):
        checksums.follow(db, before)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    db.execute("insert into migration (number, name, at) values (?, ?, ?)", (number, step.__name__, now))


def require_current(db: Database, path: str) -> None:
    """
    Make sure that this selon can use the file.

    Raises:
        LedgerOutdated: If migrations are missing.
        LedgerTooNew: If it has seen migrations that this selon does not know.
    """
    version = version_of(db)
    if version > len(MIGRATIONS):
        msg = f"{path} has schema {version}, this selon knows {len(MIGRATIONS)}; install a newer selon to use it"
        raise LedgerTooNew(msg)
    if version < len(MIGRATIONS):
        msg = f"{path} has schema {version} of {len(MIGRATIONS)}; run: selon migrate --ledger {path}"
        raise LedgerOutdated(msg)
