package dev.constitution.runner;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The forms by name. */
final class ExportForms {
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

    static Set<String> names() {
        return BY_NAME.keySet();
    }

    /** The form of this name for what a store holds. */
    static Export of(String name, RunStore store) {
        Function<RunStore, Export> form = BY_NAME.get(name);
        if (form == null) {
            throw new UsageException(
                    "unknown format \"" + name + "\"" + Suggestions.known("formats", name, BY_NAME.keySet()));
        }
        return form.apply(store);
    }
}
