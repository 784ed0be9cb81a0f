package dev.constitution.vertex;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.model.ModelClients;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where Vertex AI answers.
 *
 * @param address with its version, and with the project and the location where there is a project
 */
record VertexEndpoint(String address) {
    private static final String PROJECT = "GOOGLE_CLOUD_PROJECT";
    private static final String LOCATION = "GOOGLE_CLOUD_LOCATION";
    private static final String EVERYWHERE = "global";
    private static final Pattern NAMED_PROJECT = Pattern.compile("(?:[a-z0-9.-]+:)?[a-z][a-z0-9-]*|\\d+");
    private static final Pattern NAMED_LOCATION = Pattern.compile("[a-z]+-[a-z]+\\d+|us|eu|" + EVERYWHERE);

    /** Claude's names end so. */
    private static final Pattern VERSIONED = Pattern.compile("[^@]+@(?:\\d+|default|latest)");

    private static final Pattern VERSION = Pattern.compile("/v\\d[a-z0-9]*$");

    /**
     * The endpoint that a model's name and the environment give.
     *
     * @param hasKey a key tells the project
     * @throws UsageException saying what is missing or wrong
     */
    static VertexEndpoint of(ModelSpec spec, ModelSettings settings, boolean hasKey) {
        ModelClients.requireAddress(
                spec, name -> VERSIONED.matcher(name).matches(), "https://aiplatform.googleapis.com");
        String project = settings.variable(PROJECT);
        String given = settings.variable(LOCATION);
        String location = given == null ? EVERYWHERE : given;
        List<String> faults = new ArrayList<>();
        if (project == null && !hasKey) {
            faults.add(spec + " needs a project: set " + PROJECT + " to its id, and " + LOCATION
                    + " to a location such as europe-west4 where it is not to be " + EVERYWHERE);
        } else if (project != null && !NAMED_PROJECT.matcher(project).matches()) {
            faults.add(PROJECT + " is \"" + project + "\", which is no project's id; correct it");
        }
        if (!NAMED_LOCATION.matcher(location).matches()) {
            faults.add(LOCATION + " is \"" + location + "\"; write a location such as europe-west4, us, eu, or "
                    + EVERYWHERE);
        }
        if (!faults.isEmpty()) {
            throw new UsageException(String.join("\n", faults));
        }
        String address = spec.baseUrl() == null ? own(location) : spec.baseUrl();
        return new VertexEndpoint(address
                + (VERSION.matcher(address).find() ? "" : "/v1")
                + (project == null ? "" : "/projects/" + project + "/locations/" + location));
    }

    /** Google's own address: of a region, of the regions of a continent, or of all. */
    private static String own(String location) {
        String host = "aiplatform.googleapis.com";
        if (location.contains("-")) {
            host = location + "-" + host;
        } else if (!location.equals(EVERYWHERE)) {
            host = "aiplatform." + location + ".rep.googleapis.com";
        }
        return "https://" + host;
    }
}
