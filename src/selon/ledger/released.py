"""
What have released migrations done to the files that they were run on?

Their words stand here in full and are never edited, nor do they follow what :mod:`selon.ledger.schema` says of today: a
file that they made years ago is what the later ones are run on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selon.ledger.connection import Database


def m001_articles(db: Database) -> None:
    """Articles, their versions, and the runs that read them."""
    db.executescript("""
        create table run (
            run_id integer primary key,
            software text not null,
            models text not null,
            rules text not null,
            at text not null,
            unique (software, models, rules)
        ) strict;

        create table outlet (
            outlet_id integer primary key,
            name text not null unique
        ) strict;

        create table article (
            article_id integer primary key,
            id text not null unique,
            identity text not null unique,
            url text,
            outlet_id integer references outlet,
            first_seen text not null,
            last_seen text not null,
            version_id integer references version deferrable initially deferred,
            copy_of integer references article,
            near integer references article,
            similarity real
        ) strict;
        create index article_outlet on article (outlet_id);
        create index article_copy on article (copy_of) where copy_of is not null;
        create index article_near on article (near) where near is not null;

        create table version (
            version_id integer primary key,
            article_id integer not null references article on delete cascade,
            number integer not null,
            title text,
            byline text,
            published text,
            modified text,
            day text,
            language text,
            language_score real,
            extracted integer not null,
            characters integer not null,
            own_characters integer not null,
            hearsay integer not null,
            warnings text,
            first_seen text not null,
            run_id integer not null references run,
            text_key text not null,
            text_hash text not null,
            signature blob,
            redacted integer not null default 0,
            changes text,
            unique (article_id, number)
        ) strict;
        create index version_text on version (text_key);
        create index version_day on version (day);

        create table body (
            version_id integer primary key references version on delete cascade,
            url text,
            outlet text,
            title_start integer,
            title_end integer,
            text text not null,
            layout blob not null
        ) strict;

        create table band (
            hash integer not null,
            version_id integer not null,
            primary key (hash, version_id)
        ) strict, without rowid;
    """)


def m002_statements(db: Database) -> None:
    """Speakers with their aliases, and what they said."""
    db.executescript("""
        create table speaker (
            speaker_id integer primary key,
            key text not null unique,
            name text not null,
            kind text not null,
            identifier text,
            by_person integer not null default 0
        ) strict;

        create table alias (
            alias_id integer primary key,
            name text not null,
            kind text not null,
            identifier text not null default '',
            folded text not null,
            speaker_id integer not null references speaker,
            unique (name, kind, identifier)
        ) strict;
        create index alias_speaker on alias (speaker_id);

        create table label (
            label_id integer primary key,
            quotation text,
            source_kind text,
            disclosure text,
            naming text,
            act text,
            certainty text,
            polarity text,
            evidential text,
            medium text
        ) strict;
        create unique index label_all on label (coalesce(quotation, ''), coalesce(source_kind, ''),
            coalesce(disclosure, ''), coalesce(naming, ''), coalesce(act, ''), coalesce(certainty, ''),
            coalesce(polarity, ''), coalesce(evidential, ''), coalesce(medium, ''));

        create table reason (
            reason_id integer primary key,
            key integer not null unique,
            rule text not null,
            lemma text not null,
            frame text not null,
            evidence text not null
        ) strict;

        create table statement (
            statement_id integer primary key,
            state integer not null default 1 check (state in (0, 1, 2)), -- 0 superseded, 1 shown, 2 shown as revised
            id text not null,
            version_id integer not null references version on delete cascade,
            position integer not null,
            parent integer,
            run_id integer not null references run,
            source text not null,
            cue text not null,
            content text not null,
            addressee text,
            channel text,
            source_spans text not null,
            cue_spans text not null,
            content_spans text not null,
            other_spans text,
            alias_id integer references alias,
            speaker_score real,
            candidates text,
            sources_claimed integer,
            said text,
            said_precision text,
            published text, -- null: when its version was
            day text,
            first_seen text, -- null: when its version was
            outlet_id integer references outlet,
            language text,
            confidence real not null,
            label_id integer not null references label,
            unnamed integer, -- as the label's naming: 0 named, 1 described, 2 anonymous
            reason_id integer not null references reason
        ) strict;
        create index statement_id_shown on statement (id) where state > 0;
        create unique index statement_version on statement (version_id, position);
        create index statement_alias on statement (alias_id, outlet_id, day, label_id) where state = 1;
        create index statement_outlet on statement (outlet_id, day, unnamed) where state = 1;
        create index statement_day on statement (day, unnamed) where state = 1;
    """)


def m003_people(db: Database) -> None:
    """Keep what people decided, and what follows from it."""
    db.executescript("""
        create table correction (
            correction_id integer primary key,
            uid text not null unique,
            at text not null,
            who text not null,
            kind text not null check (kind in ('accept', 'reject', 'edit', 'merge', 'split', 'undo')),
            target text not null,
            value text not null,
            base text,
            note text,
            undone_by text
        ) strict;
        create index correction_target on correction (target);

        create table revision (
            statement_id integer primary key,
            verdict text check (verdict in ('accepted', 'rejected')),
            edited integer not null,
            id text not null,
            version_id integer not null references version on delete cascade,
            position integer not null,
            parent integer,
            run_id integer not null references run,
            source text not null,
            cue text not null,
            content text not null,
            addressee text,
            channel text,
            source_spans text not null,
            cue_spans text not null,
            content_spans text not null,
            other_spans text,
            alias_id integer references alias,
            speaker_score real,
            candidates text,
            sources_claimed integer,
            said text,
            said_precision text,
            published text, -- null: when its version was
            day text,
            first_seen text, -- null: when its version was
            outlet_id integer references outlet,
            language text,
            confidence real not null,
            label_id integer not null references label,
            unnamed integer, -- as the label's naming: 0 named, 1 described, 2 anonymous
            reason_id integer not null references reason
        ) strict;
        create index revision_id on revision (id);
        create index revision_alias on revision (alias_id, day);
        create index revision_version on revision (version_id);

        create table assignment (
            alias_id integer primary key references alias,
            speaker_id integer not null references speaker
        ) strict;

        create table anchor (
            old text primary key,
            new text not null
        ) strict, without rowid;
        create index anchor_new on anchor (new);

        create table tombstone (
            kind text not null check (kind in ('article', 'person')),
            hash text not null,
            at text not null,
            who text not null,
            reason text,
            primary key (kind, hash)
        ) strict, without rowid;
    """)


def m004_intake(db: Database) -> None:
    """Remember what was given to read, what became of it, and what failed."""
    db.executescript("""
        create table intake (
            source text primary key,
            fingerprint text not null,
            outcome text not null,
            article_id integer references article on delete set null,
            at text not null,
            etag text,
            last_modified text
        ) strict, without rowid;
        create index intake_article on intake (article_id);

        create table failure (
            source text primary key,
            cause text not null,
            message text not null,
            first_at text not null,
            last_at text not null,
            attempts integer not null
        ) strict, without rowid;

        create table feed (
            url text primary key,
            title text,
            checked text not null,
            newest text,
            etag text,
            last_modified text
        ) strict, without rowid;
    """)


def m005_questions(db: Database) -> None:
    """Show both layers together, and index their words."""
    shown = """
        x.statement_id, x.id, x.source, x.cue, x.content, p.name as speaker, x.addressee, x.channel, l.quotation,
        l.source_kind, l.disclosure, l.naming, l.act, l.certainty, l.polarity, l.evidential, l.medium, x.said,
        x.said_precision, coalesce(x.published, v.published) as published,
        coalesce(x.first_seen, v.first_seen) as first_seen, o.name as outlet, x.language, v.title, a.url,
        a.id as article, v.number as version, x.confidence, w.rule, w.lemma
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
        create view statements as
        select {shown}, null as verdict, 0 as edited from statement x {joined} where x.state = 1
        union all
        select {shown}, x.verdict, x.edited from revision x {joined};

        create view words as
        select statement_id, content, source from statement where state = 1
        union all
        select statement_id, content, source from revision;

        create virtual table word using fts5 (
            content, source,
            content = 'words', content_rowid = 'statement_id',
            tokenize = "unicode61 remove_diacritics 2"
        );
    """)
