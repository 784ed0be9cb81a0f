package dev.constitution.runner.prompts;

import dev.constitution.principles.Principle;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.store.StoreView;
import dev.constitution.source.FaultText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prompts as they are written, each with its origin, and what a person or a script is told of them. */
public final class PromptFile {
    private static final int VERSION = 1;

    private final PromptPlan plan;
    private final Harvest harvest;
    private final List<Harvest.Kept> chosen;

    public PromptFile(PromptPlan plan, Harvest harvest) {
        this.plan = plan;
        this.harvest = harvest;
        this.chosen = harvest.chosen();
    }

    /** How many prompts there are. */
    public int prompts() {
        return chosen.size();
    }

    /**
     * The prompts, a JSON object a line, as a run takes them.
     *
     * @param models the models' names by role, for replies that name none
     * @param store of the run that they were written in
     */
    public String lines(StoreView store, Map<String, String> models, long seed) {
        StringBuilder lines = new StringBuilder();
        chosen.forEach(one ->
                lines.append(line(one, request(store, one), models, seed)).append('\n'));
        return lines.toString();
    }

    /** The hash of the request that was answered with it. */
    private static String request(StoreView store, Harvest.Kept one) {
        return store.calls(one.row()).stream()
                .filter(call -> call.step().equals(Prompting.WRITE))
                .map(CallRecord::request)
                .reduce("", (earlier, later) -> later);
    }

    private String line(Harvest.Kept one, String request, Map<String, String> models, long seed) {
        Principle aim = plan.aim(one.request().cell());
        return Json.line(json -> {
            json.writeStartObject();
            json.writeStringField("id", one.id());
            json.writeStringField("prompt", one.text());
            json.writeObjectFieldStart("origin");
            json.writeStringField("kind", plan.kind().label());
            if (plan.aims().areBehaviours()) {
                json.writeStringField("behaviour", aim.norm());
            } else {
                json.writeStringField("constitution", plan.aims().constitution().id());
                json.writeStringField("principle", aim.id());
            }
            json.writeStringField("topic", one.request().topic());
            json.writeStringField("model", one.writer().model().orElse(models.getOrDefault("generator", "")));
            json.writeNumberField("seed", seed);
            json.writeStringField("request", request);
            json.writeStringField("critic", one.critic().model().orElse(models.getOrDefault("critic", "")));
            json.writeNumberField("grade", one.grade());
            json.writeStringField("critic_answer", one.critic().text());
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private Map<String, Integer> topics() {
        Map<String, Integer> topics = new LinkedHashMap<>();
        plan.topics().forEach(topic -> topics.put(topic, 0));
        chosen.forEach(one -> topics.merge(one.request().topic(), 1, Integer::sum));
        return topics;
    }

    /** What came of it, as one JSON object. */
    public String json() {
        return Json.line(json -> {
            json.writeStartObject();
            json.writeNumberField("version", VERSION);
            json.writeNumberField("asked", plan.count());
            json.writeNumberField("prompts", chosen.size());
            json.writeNumberField("read", harvest.written());
            json.writeObjectFieldStart("dropped");
            for (Harvest.Drop why : Harvest.Drop.values()) {
                json.writeNumberField(
                        why.name().toLowerCase(Locale.ROOT), harvest.drops().getOrDefault(why, 0));
            }
            json.writeEndObject();
            json.writeObjectFieldStart("topics");
            for (Map.Entry<String, Integer> topic : topics().entrySet()) {
                json.writeNumberField(topic.getKey(), topic.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    /** What a person is shown. */
    public String text() {
        StringBuilder text = new StringBuilder("%,d of %s, from %,d that were read\n"
                .formatted(chosen.size(), Words.count(plan.count(), "prompt"), harvest.written()));
        harvest.drops().forEach((why, count) -> text.append("  %,6d  %s\n".formatted(count, why.words())));
        text.append("topics: ")
                .append(topics().entrySet().stream()
                        .map(topic -> topic.getKey() + " " + topic.getValue())
                        .collect(Collectors.joining(", ")))
                .append('\n');
        return FaultText.printable(text.toString());
    }
}
