package dev.constitution.azure;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.model.ModelClients;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelSpec;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a resource of Azure OpenAI answers. There are two forms: the one of today, below {@code /openai/v1}, and the earlier one of
 * paths by deployment, which a dated version asks for.
 *
 * @param address without a path of either form
 * @param version {@code AZURE_OPENAI_API_VERSION}; null for the form of today as it is
 */
record AzureEndpoint(String address, @Nullable String version) {
    private static final String ENDPOINT = "AZURE_OPENAI_ENDPOINT";
    private static final String VERSION = "AZURE_OPENAI_API_VERSION";
    private static final String EXAMPLE = "https://NAME.openai.azure.com";
    private static final Pattern DATED = Pattern.compile("20\\d\\d-\\d\\d-\\d\\d(?:-preview)?");
    private static final Pattern OF_TODAY = Pattern.compile("preview|latest|v1");

    /** Both are copied from the portal with more than the endpoint. */
    private static final Pattern PATH = Pattern.compile("/openai(?:/v1|/deployments/[^/]+)?$");

    private static final Pattern OTHER_CLOUD = Pattern.compile("azure\\.(us|cn)$");

    /**
     * The endpoint that a model's name or the environment gives.
     *
     * @throws UsageException saying what is missing or wrong
     */
    static AzureEndpoint of(ModelSpec spec, ModelSettings settings) {
        ModelClients.requireAddress(spec, name -> false, EXAMPLE);
        String given = spec.baseUrl() == null ? settings.address(ENDPOINT) : spec.baseUrl();
        String version = settings.variable(VERSION);
        List<String> faults = new ArrayList<>();
        if (given == null) {
            faults.add(spec + " needs its resource's endpoint: set " + ENDPOINT + " to " + EXAMPLE + ", or write "
                    + spec + "@" + EXAMPLE);
        }
        if (version != null
                && !DATED.matcher(version).matches()
                && !OF_TODAY.matcher(version).matches()) {
            faults.add(VERSION + " is \"" + version
                    + "\"; write a version such as 2024-10-21 or preview, or leave it out");
        }
        if (given == null || !faults.isEmpty()) {
            throw new UsageException(String.join("\n", faults));
        }
        return new AzureEndpoint(PATH.matcher(given).replaceFirst(""), version);
    }

    /** Where completions of a deployment are asked for. */
    URI completions(String deployment) {
        boolean isDated = version != null && DATED.matcher(version).matches();
        String path = isDated
                ? "/openai/deployments/"
                        + URLEncoder.encode(deployment, StandardCharsets.UTF_8).replace("+", "%20")
                : address.endsWith("/v1") ? "" : "/openai/v1";
        return URI.create(address + path + "/chat/completions" + (version == null ? "" : "?api-version=" + version));
    }

    /** What a token must be for. */
    String scope() {
        var other = OTHER_CLOUD.matcher(String.valueOf(URI.create(address).getHost()));
        return "https://cognitiveservices.azure." + (other.find() ? other.group(1) : "com") + "/.default";
    }

    /** What decides which model a deployment's name means, and how it is asked. */
    Map<String, String> parts() {
        return Map.of(ENDPOINT, address, VERSION, version == null ? "none" : version);
    }
}
