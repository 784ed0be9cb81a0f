package dev.constitution.runner;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The forms by name. */
final class ExportForms {
    /** The form that is a folder of several files, see {@link HfFolder}. */
    static final String FOLDER = "hf";

    private static final Map<String, Function<RunStore, Export>> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put(
                "native", store -> PairsExport.lossless(RunManifest.of(store).provenance()));
        BY_NAME.put("llm-swarm", store -> new LlmSwarmExport(RunConstitution.in(store)));
        Stream.of(
                        SftExport.ofAllRevisions(),
                        SftExport.ofLastRevisions(),
                        new TrlPreferenceExport(),
                        new TrlStandardExport(),
                        new TrlRewardExport(),
                        new TrlUnpairedExport(),
                        new HhRlhfExport(),
                        new OpenRlhfExport(),
                        new OpenAiPreferenceExport(),
                        new AxolotlExport(),
                        new LlamaFactoryExport(),
                        new NemoRlExport(),
                        new DistilabelExport(),
                        new IcaiExport())
                .forEach(form -> BY_NAME.put(form.name(), store -> form));
    }

    private ExportForms() {}

    /** The forms of a file. */
    static Set<String> names() {
        return BY_NAME.keySet();
    }

    /** The forms of a file, and the one of a folder. */
    static List<String> allNames() {
        return Stream.concat(names().stream(), Stream.of(FOLDER)).toList();
    }

    /** The form of this name for what a store holds. */
    static Export of(String name, RunStore store) {
        Function<RunStore, Export> form = BY_NAME.get(name);
        if (form == null) {
            throw new UsageException(
                    "unknown format \"" + name + "\"" + Suggestions.known("formats", name, allNames()));
        }
        return form.apply(store);
    }
}
