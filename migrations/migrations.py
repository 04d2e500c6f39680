"""The history of the schema: append only, one step each, never renamed or edited once released."""

from sqlite_utils import Database, Migrations

migrations = Migrations("soviec")


@migrations()
def m0001_office(db: Database) -> None:
    """Units, who may sign in, what the office has decided."""
    db.executescript("""
        CREATE TABLE setting (
            key TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT;

        CREATE TABLE unit (
            id INTEGER PRIMARY KEY,
            code TEXT NOT NULL UNIQUE CHECK (code <> ''),
            name TEXT NOT NULL CHECK (name <> ''),
            kind TEXT NOT NULL DEFAULT 'khac'
                CHECK (kind IN ('xa', 'truong', 'co-quan', 'cong-an', 'doanh-nghiep', 'khac')),
            is_office INTEGER NOT NULL DEFAULT 0 CHECK (is_office IN (0, 1)),
            parent_id INTEGER REFERENCES unit (id),
            cluster TEXT,
            contact TEXT,
            sheet_url TEXT,
            valid_from TEXT,
            valid_to TEXT
        ) STRICT;
        CREATE UNIQUE INDEX unit_office ON unit (is_office) WHERE is_office = 1;

        CREATE TABLE unit_name (
            unit_id INTEGER NOT NULL REFERENCES unit (id),
            name TEXT NOT NULL,
            until TEXT NOT NULL,
            PRIMARY KEY (unit_id, until)
        ) STRICT;

        CREATE TABLE unit_event (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('rename', 'merge', 'split', 'retire')),
            unit_id INTEGER NOT NULL REFERENCES unit (id),
            successor_id INTEGER REFERENCES unit (id),
            sheet_of INTEGER REFERENCES unit (id),
            on_date TEXT NOT NULL,
            note TEXT,
            by TEXT NOT NULL,
            at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX unit_event_unit ON unit_event (unit_id);
        CREATE INDEX unit_event_successor ON unit_event (successor_id);

        CREATE TABLE user (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
            password_hash TEXT NOT NULL,
            role TEXT NOT NULL CHECK (role IN ('admin', 'district', 'unit', 'viewer')),
            unit_id INTEGER REFERENCES unit (id),
            active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
            created_at TEXT NOT NULL,
            CHECK ((role = 'unit') = (unit_id IS NOT NULL))
        ) STRICT;

        CREATE TABLE session (
            token_hash TEXT PRIMARY KEY,
            user_id INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
            created_at TEXT NOT NULL,
            seen_at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX session_user ON session (user_id);

        CREATE TABLE login_attempt (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL,
            at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX login_attempt_key ON login_attempt (key, at);
    """)


@migrations()
def m0002_plans(db: Database) -> None:
    """Plans as read from their papers."""
    db.executescript("""
        CREATE TABLE plan (
            id INTEGER PRIMARY KEY,
            status TEXT NOT NULL DEFAULT 'draft'
                CHECK (status IN ('draft', 'active', 'ended', 'replaced')),
            revises_id INTEGER REFERENCES plan (id),
            doc_type TEXT,
            title TEXT,
            issuing_parent TEXT,
            issuing_body TEXT,
            place TEXT,
            number TEXT,
            symbol TEXT,
            date TEXT,
            lead TEXT,
            closing TEXT,
            source_name TEXT NOT NULL,
            source BLOB NOT NULL,
            source_lines TEXT NOT NULL,
            warnings TEXT NOT NULL DEFAULT '[]',
            unplaced TEXT NOT NULL DEFAULT '[]',
            created_by TEXT NOT NULL,
            created_at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX plan_revises ON plan (revises_id);

        CREATE TABLE review_step (
            id INTEGER PRIMARY KEY,
            plan_id INTEGER NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
            what TEXT NOT NULL,
            before TEXT NOT NULL,
            by TEXT NOT NULL,
            at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX review_step_plan ON review_step (plan_id, id);

        CREATE TABLE basis (
            id INTEGER PRIMARY KEY,
            plan_id INTEGER NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            doc_type TEXT,
            number TEXT,
            symbol TEXT,
            date TEXT,
            issuer TEXT,
            text TEXT NOT NULL,
            UNIQUE (plan_id, position)
        ) STRICT;

        CREATE TABLE node (
            id INTEGER PRIMARY KEY,
            plan_id INTEGER NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
            parent_id INTEGER REFERENCES node (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            key TEXT NOT NULL,
            role TEXT NOT NULL CHECK (role IN ('section', 'group', 'item')),
            marker TEXT NOT NULL,
            text TEXT NOT NULL,
            line INTEGER,
            due TEXT,
            due_text TEXT,
            continuous INTEGER NOT NULL DEFAULT 0 CHECK (continuous IN (0, 1)),
            lead TEXT,
            partner TEXT,
            doubt TEXT,
            retired_at TEXT,
            UNIQUE (plan_id, key)
        ) STRICT;
        CREATE INDEX node_order ON node (plan_id, position);
        CREATE INDEX node_parent ON node (parent_id);

        CREATE TABLE concern (
            node_id INTEGER NOT NULL REFERENCES node (id) ON DELETE CASCADE,
            scope TEXT NOT NULL CHECK (scope IN ('units', 'office', 'kind', 'cluster', 'unit')),
            value TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (node_id, scope, value)
        ) STRICT;

        CREATE TABLE recipient (
            id INTEGER PRIMARY KEY,
            plan_id INTEGER NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            text TEXT NOT NULL,
            name TEXT NOT NULL,
            purpose TEXT,
            is_archive INTEGER NOT NULL DEFAULT 0 CHECK (is_archive IN (0, 1)),
            UNIQUE (plan_id, position)
        ) STRICT;

        CREATE TABLE signer (
            id INTEGER PRIMARY KEY,
            plan_id INTEGER NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            authority TEXT,
            titles TEXT NOT NULL,
            name TEXT,
            UNIQUE (plan_id, position)
        ) STRICT;
    """)


@migrations()
def m0003_checklists(db: Database) -> None:
    """Checklists, their entries, every change of them."""
    db.executescript("""
        CREATE TABLE checklist (
            id INTEGER PRIMARY KEY,
            plan_id INTEGER NOT NULL REFERENCES plan (id),
            unit_id INTEGER NOT NULL REFERENCES unit (id),
            year INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2200),
            closed_at TEXT,
            UNIQUE (plan_id, unit_id, year)
        ) STRICT;
        CREATE INDEX checklist_unit ON checklist (unit_id, year);

        CREATE TABLE entry (
            id INTEGER PRIMARY KEY,
            checklist_id INTEGER NOT NULL REFERENCES checklist (id),
            key TEXT NOT NULL,
            node_id INTEGER REFERENCES node (id),
            part_of INTEGER REFERENCES entry (id),
            about_id INTEGER REFERENCES node (id),
            text TEXT,
            position INTEGER NOT NULL,
            state TEXT CHECK (state IN ('todo', 'doing', 'done', 'dropped')),
            reason TEXT,
            percent INTEGER CHECK (percent BETWEEN 0 AND 100),
            lead TEXT,
            partner TEXT,
            due TEXT,
            done_on TEXT,
            result TEXT,
            evidence TEXT,
            note TEXT,
            proposal TEXT,
            verified INTEGER NOT NULL DEFAULT 0 CHECK (verified IN (0, 1)),
            comment TEXT,
            UNIQUE (checklist_id, key),
            CHECK (node_id IS NOT NULL OR text IS NOT NULL)
        ) STRICT;
        CREATE INDEX entry_order ON entry (checklist_id, position);
        CREATE INDEX entry_node ON entry (node_id);
        CREATE INDEX entry_part ON entry (part_of);

        -- What counts in a plan's rate: its items, parts through their item; an item dropped
        -- without a reason does not concern the unit.
        CREATE VIEW counted_entry AS
        SELECT entry.*, node.continuous
        FROM entry JOIN node ON node.id = entry.node_id
        WHERE entry.part_of IS NULL AND node.retired_at IS NULL
            AND NOT (entry.state IS 'dropped' AND entry.reason IS NULL);

        CREATE TABLE history (
            id INTEGER PRIMARY KEY,
            entry_id INTEGER NOT NULL REFERENCES entry (id),
            field TEXT NOT NULL,
            old TEXT,
            new TEXT,
            chosen INTEGER NOT NULL DEFAULT 1 CHECK (chosen IN (0, 1)),
            by TEXT NOT NULL,
            origin TEXT NOT NULL CHECK (origin IN ('web', 'sheet', 'xlsx', 'cli', 'undo')),
            at TEXT NOT NULL,
            run INTEGER,
            redacted_at TEXT,
            redacted_by TEXT,
            redacted_why TEXT
        ) STRICT;
        CREATE INDEX history_entry ON history (entry_id, id);
        CREATE INDEX history_run ON history (run);

        CREATE TRIGGER history_stays BEFORE DELETE ON history
        BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;

        CREATE TRIGGER history_only_redacted BEFORE UPDATE ON history
        WHEN OLD.redacted_at IS NOT NULL OR NEW.redacted_at IS NULL
            OR NEW.old IS NOT NULL OR NEW.new IS NOT NULL
            OR NEW.entry_id <> OLD.entry_id OR NEW.field <> OLD.field OR NEW.by <> OLD.by
            OR NEW.origin <> OLD.origin OR NEW.at <> OLD.at
        BEGIN SELECT RAISE(ABORT, 'history is never rewritten'); END;
    """)


@migrations()
def m0004_sync(db: Database) -> None:
    """Links to sheets, the last agreed snapshot, the journal of runs."""
    db.executescript("""
        CREATE TABLE sync_link (
            id INTEGER PRIMARY KEY,
            checklist_id INTEGER NOT NULL REFERENCES checklist (id),
            spreadsheet_id TEXT NOT NULL CHECK (spreadsheet_id <> ''),
            sheet_id INTEGER NOT NULL,
            unit_column TEXT,
            title TEXT NOT NULL DEFAULT '',
            layout TEXT NOT NULL,
            own_key_column INTEGER NOT NULL DEFAULT 0 CHECK (own_key_column IN (0, 1)),
            read_only INTEGER NOT NULL DEFAULT 0 CHECK (read_only IN (0, 1)),
            add_rows INTEGER NOT NULL DEFAULT 0 CHECK (add_rows IN (0, 1)),
            policy TEXT NOT NULL DEFAULT '{}',
            state TEXT NOT NULL DEFAULT 'new'
                CHECK (state IN ('new', 'ok', 'held', 'failed', 'unlinking', 'closed')),
            message TEXT NOT NULL DEFAULT '',
            allow_once INTEGER NOT NULL DEFAULT 0 CHECK (allow_once IN (0, 1)),
            created_by TEXT NOT NULL,
            created_at TEXT NOT NULL,
            closed_at TEXT,
            CHECK ((state = 'closed') = (closed_at IS NOT NULL))
        ) STRICT;
        CREATE UNIQUE INDEX sync_link_checklist
            ON sync_link (checklist_id, spreadsheet_id, sheet_id)
            WHERE closed_at IS NULL;
        CREATE UNIQUE INDEX sync_link_place
            ON sync_link (spreadsheet_id, sheet_id, ifnull(unit_column, ''))
            WHERE closed_at IS NULL;

        -- One row of a linked sheet; `keyed` once its key was seen there.
        CREATE TABLE sync_row (
            link_id INTEGER NOT NULL REFERENCES sync_link (id),
            key TEXT NOT NULL,
            text TEXT NOT NULL,
            keyed INTEGER NOT NULL CHECK (keyed IN (0, 1)),
            ours INTEGER NOT NULL CHECK (ours IN (0, 1)),
            PRIMARY KEY (link_id, key)
        ) STRICT, WITHOUT ROWID;

        -- The last value both sides were seen to share; no row where both were empty.
        CREATE TABLE sync_agreed (
            link_id INTEGER NOT NULL REFERENCES sync_link (id),
            key TEXT NOT NULL,
            field TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (link_id, key, field)
        ) STRICT, WITHOUT ROWID;

        -- A write sent whose outcome is not settled yet; `doc` holds all of it.
        CREATE TABLE sync_flight (
            id TEXT PRIMARY KEY,
            spreadsheet_id TEXT NOT NULL,
            run_id INTEGER NOT NULL,
            sent_at TEXT NOT NULL,
            doc TEXT NOT NULL
        ) STRICT;
        CREATE INDEX sync_flight_spreadsheet ON sync_flight (spreadsheet_id);

        -- A cell that a raced write replaced and that must be put back.
        CREATE TABLE sync_debt (
            id INTEGER PRIMARY KEY,
            spreadsheet_id TEXT NOT NULL,
            link_id INTEGER NOT NULL REFERENCES sync_link (id),
            doc TEXT NOT NULL
        ) STRICT;
        CREATE INDEX sync_debt_spreadsheet ON sync_debt (spreadsheet_id);

        CREATE TABLE sync_conflict (
            id INTEGER PRIMARY KEY,
            link_id INTEGER NOT NULL REFERENCES sync_link (id),
            key TEXT NOT NULL,
            field TEXT NOT NULL,
            base TEXT,
            local TEXT,
            sheet TEXT,
            since TEXT NOT NULL,
            settled_at TEXT,
            settled_by TEXT,
            choice TEXT CHECK (choice IN ('local', 'sheet', 'both', 'agreed')),
            CHECK ((settled_at IS NULL) = (choice IS NULL))
        ) STRICT;
        CREATE UNIQUE INDEX sync_conflict_open ON sync_conflict (link_id, key, field)
            WHERE settled_at IS NULL;

        -- What a person must decide or should know; gone when it no longer holds.
        CREATE TABLE sync_question (
            id INTEGER PRIMARY KEY,
            link_id INTEGER NOT NULL REFERENCES sync_link (id),
            kind TEXT NOT NULL,
            about TEXT NOT NULL,
            text TEXT NOT NULL,
            candidates TEXT NOT NULL DEFAULT '[]',
            since TEXT NOT NULL,
            UNIQUE (link_id, kind, about)
        ) STRICT;

        -- A person's answer: which item the row with this text carries.
        CREATE TABLE sync_answer (
            link_id INTEGER NOT NULL REFERENCES sync_link (id),
            about TEXT NOT NULL,
            answer TEXT NOT NULL,
            by TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (link_id, about)
        ) STRICT;

        CREATE TABLE sync_run (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('run', 'dry', 'undo', 'link', 'unlink')),
            by TEXT NOT NULL,
            started_at TEXT NOT NULL,
            ended_at TEXT,
            undone_run INTEGER REFERENCES sync_run (id),
            report TEXT
        ) STRICT;

        CREATE TABLE sync_change (
            id INTEGER PRIMARY KEY,
            run_id INTEGER NOT NULL REFERENCES sync_run (id),
            link_id INTEGER NOT NULL REFERENCES sync_link (id),
            key TEXT NOT NULL,
            field TEXT NOT NULL,
            old TEXT,
            new TEXT,
            direction TEXT NOT NULL CHECK (direction IN ('in', 'out'))
        ) STRICT;
        CREATE INDEX sync_change_run ON sync_change (run_id);

        CREATE TABLE sync_lease (
            spreadsheet_id TEXT PRIMARY KEY,
            holder TEXT NOT NULL,
            host TEXT NOT NULL,
            pid INTEGER NOT NULL,
            process_started REAL NOT NULL,
            expires_at REAL NOT NULL
        ) STRICT;

        CREATE TABLE sync_hint (
            spreadsheet_id TEXT PRIMARY KEY,
            modified_at TEXT NOT NULL DEFAULT '',
            version TEXT NOT NULL DEFAULT '',
            hot_until REAL NOT NULL DEFAULT 0,
            read_at REAL NOT NULL DEFAULT 0
        ) STRICT;
    """)


@migrations()
def m0005_received(db: Database) -> None:
    """The sending of a plan: who got it, who said so, name lists kept for re-use."""
    db.executescript("""
        CREATE TABLE dispatch (
            id INTEGER PRIMARY KEY,
            plan_id INTEGER NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
            recipient_id INTEGER REFERENCES recipient (id) ON DELETE SET NULL,
            parent_id INTEGER REFERENCES dispatch (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            name TEXT NOT NULL CHECK (name <> ''),
            purpose TEXT,
            is_archive INTEGER NOT NULL DEFAULT 0 CHECK (is_archive IN (0, 1)),
            unit_id INTEGER REFERENCES unit (id),
            way TEXT,
            sent_on TEXT,
            received_on TEXT,
            acknowledged_at TEXT,
            acknowledged_by TEXT,
            acknowledged_how TEXT CHECK (acknowledged_how IN ('account', 'link', 'clerk')),
            note TEXT,
            CHECK ((acknowledged_at IS NULL) = (acknowledged_how IS NULL))
        ) STRICT;
        CREATE INDEX dispatch_plan ON dispatch (plan_id, position);
        CREATE INDEX dispatch_parent ON dispatch (parent_id);
        CREATE INDEX dispatch_recipient ON dispatch (recipient_id);
        CREATE INDEX dispatch_unit ON dispatch (unit_id);

        CREATE TABLE receipt_link (
            token_hash TEXT PRIMARY KEY,
            dispatch_id INTEGER NOT NULL REFERENCES dispatch (id) ON DELETE CASCADE,
            created_by TEXT NOT NULL,
            created_at TEXT NOT NULL,
            revoked_at TEXT
        ) STRICT;
        CREATE INDEX receipt_link_dispatch ON receipt_link (dispatch_id);

        CREATE TABLE name_list (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE CHECK (name <> ''),
            names TEXT NOT NULL CHECK (json_valid(names)),
            changed_at TEXT NOT NULL
        ) STRICT;
    """)


@migrations()
def m0006_reports(db: Database) -> None:
    """The office's year: due days, own plans, reports, inspections."""
    db.executescript("""
        CREATE TABLE report_due (
            year INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2200),
            period TEXT NOT NULL CHECK (period IN ('half', 'year')),
            due TEXT NOT NULL,
            PRIMARY KEY (year, period)
        ) STRICT;

        CREATE TABLE own_plan (
            unit_id INTEGER NOT NULL REFERENCES unit (id),
            year INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2200),
            number TEXT,
            dated TEXT,
            link TEXT,
            PRIMARY KEY (unit_id, year)
        ) STRICT;

        CREATE TABLE report (
            unit_id INTEGER NOT NULL REFERENCES unit (id),
            year INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2200),
            period TEXT NOT NULL CHECK (period IN ('half', 'year')),
            number TEXT,
            received TEXT NOT NULL,
            state TEXT NOT NULL DEFAULT 'received'
                CHECK (state IN ('received', 'accepted', 'returned')),
            reason TEXT,
            link TEXT,
            PRIMARY KEY (unit_id, year, period),
            CHECK (state <> 'returned' OR reason IS NOT NULL)
        ) STRICT;
        CREATE INDEX report_year ON report (year, period);

        CREATE TABLE inspection (
            id INTEGER PRIMARY KEY,
            unit_id INTEGER NOT NULL REFERENCES unit (id),
            year INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2200),
            kind TEXT NOT NULL CHECK (kind IN ('inspection', 'supervision')),
            held_on TEXT,
            conclusion TEXT,
            asked TEXT,
            done INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1))
        ) STRICT;
        CREATE INDEX inspection_unit ON inspection (unit_id, year);
    """)


@migrations()
def m0007_sheet_jobs(db: Database) -> None:
    """Rounds asked for on screen, how far they are; shared sheets that are none of ours."""
    db.executescript("""
        CREATE TABLE sheet_job (
            id INTEGER PRIMARY KEY,
            by TEXT NOT NULL,
            started_at TEXT NOT NULL,
            ended_at TEXT,
            host TEXT NOT NULL,
            pid INTEGER NOT NULL,
            process_started REAL NOT NULL,
            done INTEGER NOT NULL DEFAULT 0,
            total INTEGER NOT NULL DEFAULT 0,
            seconds_left REAL NOT NULL DEFAULT 0,
            run_id INTEGER REFERENCES sync_run (id),
            error TEXT
        ) STRICT;

        CREATE TABLE sheet_ignored (
            spreadsheet_id TEXT PRIMARY KEY,
            by TEXT NOT NULL,
            at TEXT NOT NULL
        ) STRICT;
    """)


@migrations()
def m0008_files(db: Database) -> None:
    """Checklists that go out as .xlsx; links to files beside those to sheets; months as tabs."""
    db.executescript("""
        -- What a file that went out was made from; `doc` holds its values of then.
        CREATE TABLE xlsx_export (
            id TEXT PRIMARY KEY,
            checklist_id INTEGER NOT NULL REFERENCES checklist (id),
            by TEXT NOT NULL,
            at TEXT NOT NULL,
            doc TEXT NOT NULL
        ) STRICT;
        CREATE INDEX xlsx_export_checklist ON xlsx_export (checklist_id);

        -- A link to a file is read when the file comes in, never by a round.
        ALTER TABLE sync_link ADD COLUMN source TEXT NOT NULL DEFAULT 'sheet'
            CHECK (source IN ('sheet', 'xlsx'));
        ALTER TABLE sync_link ADD COLUMN series TEXT;
        ALTER TABLE sync_run ADD COLUMN source TEXT NOT NULL DEFAULT 'sheet'
            CHECK (source IN ('sheet', 'xlsx'));
    """)


@migrations()
def m0009_question_rows(db: Database) -> None:
    """What a question is about, row by row, so that a person can choose between them."""
    db.executescript("""
        ALTER TABLE sync_question ADD COLUMN rows TEXT NOT NULL DEFAULT '[]';
    """)


@migrations()
def m0010_cleared_sheets(db: Database) -> None:
    """When the keys of a link that has ended were taken out of its sheet, and the hidden tab.

    Unlinking did so at once; a closed year, and a unit's merge, left them there.
    """
    db.executescript("""
        ALTER TABLE sync_link ADD COLUMN cleared_at TEXT;
        UPDATE sync_link SET cleared_at = closed_at
        WHERE closed_at IS NOT NULL AND (
            source <> 'sheet'
            OR EXISTS (
                SELECT 1 FROM sync_run WHERE kind = 'unlink' AND started_at = sync_link.closed_at
            )
            OR EXISTS (
                SELECT 1 FROM sync_link AS other
                WHERE other.id <> sync_link.id AND other.closed_at IS NULL
                    AND other.spreadsheet_id = sync_link.spreadsheet_id
                    AND other.sheet_id = sync_link.sheet_id
            )
        );
    """)
