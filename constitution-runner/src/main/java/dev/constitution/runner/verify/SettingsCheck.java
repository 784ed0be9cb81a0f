package dev.constitution.runner.verify;

import dev.constitution.runner.store.Inventory;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.StoredRecords;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Holds the run's settings against their checksums, and looks for those that were there once. */
final class SettingsCheck implements Check {
    private final Folder folder;

    SettingsCheck(Folder folder) {
        this.folder = folder;
    }

    @Override
    public void check(Findings findings) {
        Map<String, StoredRecords.Setting> found = new TreeMap<>();
        folder.store().settings().forEach(setting -> found.put(setting.name(), setting));
        Set<String> missing = missing(found.keySet());
        for (StoredRecords.Setting setting : found.values()) {
            if (!setting.isIntact()) {
                damaged(setting, missing, findings);
            }
        }
        if (!missing.isEmpty()) {
            Set<String> forgotten = forgotten();
            missing.forEach(name -> missing(name, forgotten.contains(name), findings));
        }
    }

    /** The names of settings that there were, and are no more. */
    private Set<String> missing(Set<String> found) {
        Set<String> missing = new TreeSet<>();
        folder.read(store -> Inventory.in(store).orElse(null)).ifPresent(noted -> missing.addAll(noted.settings()));
        if (!folder.store().isUntouched()) {
            missing.add(RunManifest.META);
        }
        missing.removeAll(found);
        return missing;
    }

    private static void damaged(StoredRecords.Setting setting, Set<String> missing, Findings findings) {
        Optional<String> name = missing.stream().filter(setting::is).findFirst();
        if (name.isPresent()) {
            missing.remove(name.get());
            findings.add(
                    "the setting " + name.get() + " is called \"" + setting.name() + "\"",
                    "it is called by its name again",
                    repair -> {
                        repair.forget(setting.name(), false);
                        repair.write(name.get(), setting.value());
                    });
        } else {
            LostSetting lost = LostSetting.named(setting.name());
            findings.add("the setting " + setting.name() + " is damaged", lost.mend(), lost.mending());
        }
    }

    private void missing(String name, boolean isForgotten, Findings findings) {
        if (isForgotten) {
            findings.left("the setting " + name + " was set aside; the run's command writes it again");
        } else {
            LostSetting lost = LostSetting.named(name);
            findings.add("the setting " + name + " is missing", lost.mend(), lost.mending());
        }
    }

    /** The settings that were set aside. */
    private Set<String> forgotten() {
        Set<String> names = new TreeSet<>();
        Iterator<StoredRecords.SetAside> all = folder.store().allSetAside();
        while (all.hasNext()) {
            StoredRecords.SetAside record = all.next();
            if (record.source().equals("meta")) {
                names.add(record.content()
                        .substring(0, Math.max(0, record.content().indexOf(' '))));
            }
        }
        return names;
    }
}
