-- A draft with two versions and a conversation, as revision 0002 kept them.
INSERT INTO drafts (id, owner, title, created_at, changed_at, revision, head, chain)
VALUES ('d1', '甲', '公园管养', '2026-10-01 01:02:03.000000', '2026-10-02 01:02:03.000000', 3, 2, '[1]');
INSERT INTO versions (draft_id, number, parent, at, what, is_side, parts) VALUES
  ('d1', 1, 0, '2026-10-01 01:02:03.000000', '起草', 0, '{"declaration": "aa"}'),
  ('d1', 2, 1, '2026-10-02 01:02:03.000000', '修改', 0, '{"declaration": "bb"}');
-- zlib of {"project_name":"一"} and {"project_name":"二"}
INSERT INTO contents (draft_id, digest, body) VALUES ('d1', 'aa', X'789cab562a28cacf4a4d2e89cf4bcc4d55b2527ab2a341a9160062f108ce'), ('d1', 'bb', X'789cab562a28cacf4a4d2e89cf4bcc4d55b2527ab2ab47a91600631d08dc');
INSERT INTO desks (draft_id, name, digest, body) VALUES ('d1', 'talk', 'cc', X'789c8b8e0500011500b9');
INSERT INTO drafts (id, owner, title, created_at, changed_at, revision, head, chain, archived_at)
VALUES ('d2', '甲', '收起的', '2026-09-01 01:02:03.000000', '2026-09-01 01:02:03.000000', 1, 0, '[]', '2026-09-02 01:02:03.000000');
