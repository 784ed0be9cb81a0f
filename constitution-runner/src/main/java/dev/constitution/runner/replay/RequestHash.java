package dev.constitution.runner.replay;

import dev.constitution.chat.ModelCall;
import dev.constitution.chat.Sha256;
import dev.constitution.runner.base.TextBytes;
import dev.constitution.runner.store.Provenance;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunSettings;
import dev.constitution.runner.wire.RequestText;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the answer to a call is known by: SHA-256 of the model that is asked and of all that is sent. Those of earlier
 * versions, which left out what no stage of theirs sent, still find the answers that they were stored with.
 */
public final class RequestHash {
    /** Stands before a hash of today's form. */
    private static final String FORM = "2:";

    private final Map<String, String> models;
    private final Map<String, String> names;

    private RequestHash(Map<String, String> models, Map<String, String> names) {
        this.models = Map.copyOf(models);
        this.names = Map.copyOf(names);
    }

    /** The hashes of requests to models whose names, by role, say all. */
    public static RequestHash of(Map<String, String> names) {
        return new RequestHash(names, names);
    }

    /** The hashes of a run's requests. */
    public static RequestHash of(RunManifest run) {
        return of(run.settings(), run.provenance());
    }

    /** The hashes of the requests of a run that has these settings. */
    public static RequestHash of(RunSettings settings, Provenance provenance) {
        Map<String, String> models = new TreeMap<>();
        provenance.models().forEach((role, name) -> {
            StringBuilder model = new StringBuilder(settings.values().getOrDefault(role, name));
            settings.fingerprints().forEach((part, value) -> {
                if (part.endsWith(" (" + role + ")")) {
                    model.append('\n')
                            .append(part, 0, part.length() - role.length() - 3)
                            .append('=')
                            .append(value);
                }
            });
            models.put(role, model.toString());
        });
        return new RequestHash(models, provenance.models());
    }

    /**
     * The hash of a call's request.
     *
     * @param asked as {@link dev.constitution.runner.call.CallRoles} name it
     */
    public String of(ModelCall call, String asked) {
        return FORM + hash(models.getOrDefault(asked, ""), RequestText.of(call));
    }

    /** The same as earlier versions reckoned it. */
    String earlier(ModelCall call) {
        return hash(names.getOrDefault(call.role().label(), ""), RequestText.earlier(call));
    }

    static boolean isEarlier(String hash) {
        return !hash.startsWith(FORM);
    }

    private static String hash(String model, List<String> request) {
        MessageDigest digest = Sha256.digest();
        digest.update(TextBytes.of(model + '\n').utf8());
        for (String piece : request) {
            digest.update(TextBytes.of(piece).utf8());
        }
        return Sha256.hex(digest);
    }
}
