-- A registration is written again every few minutes: with room in its page the new version stays there, and no index is touched.
ALTER TABLE "bindings" SET (fillfactor = 50);
