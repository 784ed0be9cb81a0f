package dev.constitution.runner.label;

import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.Prompt;
import dev.constitution.runner.base.UsageException;
import dev.constitution.stage.Outcome;
import dev.constitution.stage.Stage;
import dev.constitution.stage.Trial;
import dev.constitution.text.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes each prompt through two arms of an experiment, drawn by the prompt's id, whose answers nobody but a person compares. */
public final class DrawnArms implements Stage {
    private final List<Trial> pairs = new ArrayList<>();

    /**
     * @param arms two or more, in the experiment's order
     */
    public DrawnArms(Map<String, Stage> arms, long seed) {
        List<Map.Entry<String, Stage>> all = List.copyOf(arms.entrySet());
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                pairs.add(Trial.builder()
                        .arm(all.get(i).getKey(), all.get(i).getValue())
                        .arm(all.get(j).getKey(), all.get(j).getValue())
                        .seed(seed)
                        .build());
            }
        }
        if (pairs.isEmpty()) {
            throw new UsageException("a conversation needs two arms or more");
        }
    }

    @Override
    public Outcome run(Prompt prompt, ModelCaller caller) throws InterruptedException {
        return pairs.get((int) Math.floorMod(Hash.of(prompt.id()), (long) pairs.size()))
                .run(prompt, caller);
    }
}
