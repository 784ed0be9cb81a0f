package dev.constitution.runner.verify;

import dev.constitution.runner.base.Json;
import dev.constitution.runner.batch.BatchLedger;
import dev.constitution.runner.export.WrittenFiles;
import dev.constitution.runner.run.PairGoal;
import dev.constitution.runner.run.ReturnedModels;
import dev.constitution.runner.store.Inventory;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.StoreFile;
import dev.constitution.runner.store.StoredArms;
import dev.constitution.runner.store.StoredRun;

/**
 * What mends a setting that is damaged or missing, by its name.
 *
 * @param mend in words
 */
record LostSetting(String mend, Mending mending) {
    private static final String WRITTEN_AGAIN = "the run's command writes it again";

    static LostSetting named(String name) {
        return switch (name) {
            case RunManifest.META, StoredArms.META ->
                new LostSetting(
                        WRITTEN_AGAIN + ", and does the rows again with the answers that are stored", repair -> {
                            repair.forget(name, true);
                            repair.reopenAll();
                        });
            case StoreFile.VERSION_META ->
                new LostSetting("it is written again", repair -> repair.write(name, StoreFile.VERSION));
            case Inventory.META -> new LostSetting("it is taken again", repair -> repair.forget(name, false));
            case ReturnedModels.META ->
                new LostSetting(
                        "it is put together again from the rows",
                        repair -> repair.write(name, Json.line(AnsweringModels.in(repair.store()))));
            case BatchLedger.META ->
                new LostSetting(
                        "set aside, it is gone: what batches under way answer is asked for again",
                        repair -> repair.forget(name, false));
            case "looks" ->
                new LostSetting(
                        "set aside, it is gone: nobody knows how often the figures were looked at",
                        repair -> repair.forget(name, false));
            case "model_notes" ->
                new LostSetting(
                        "set aside, it fills again as the servers answer", repair -> repair.forget(name, false));
            case "constitution", "prices", "limit", PairGoal.META, WrittenFiles.META, StoredRun.INPUT_META ->
                new LostSetting(WRITTEN_AGAIN, repair -> repair.forget(name, true));
            default -> new LostSetting("no command reads it", repair -> repair.forget(name, false));
        };
    }
}
