package dev.constitution.runner.call;

import dev.constitution.chat.ModelCall;
import dev.langchain4j.model.chat.ChatModel;
import java.util.Map;

/**
 * Who a call is counted and priced as: a run has one model a role, and the role says all; an experiment's arms may have
 * several, and the model's name stands beside it. Thread-safe.
 */
@FunctionalInterface
public interface CallRoles {
    /** Stands between role and model. */
    char BETWEEN = '/';

    /** The name under which the models of a run, its answers and what they took stand. */
    String of(ModelCall call);

    /** Each role has one model. */
    static CallRoles byRole() {
        return call -> call.role().label();
    }

    /** Roles have these models, by name: {@code generator/openai:NAME}. */
    static CallRoles byModel(Map<ChatModel, String> names) {
        Map<ChatModel, String> known = Map.copyOf(names);
        return call -> name(call.role().label(), known.getOrDefault(call.model(), ""));
    }

    /** The name of a role of this model. */
    static String name(String role, String model) {
        return role + BETWEEN + model;
    }

    /** The role in a name. */
    static String role(String name) {
        int end = name.indexOf(BETWEEN);
        return end < 0 ? name : name.substring(0, end);
    }
}
