package dev.constitution.bedrock;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.model.ModelClients;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelSpec;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where Bedrock answers.
 *
 * @param region which requests are signed for
 */
record BedrockEndpoint(String address, String region) {
    private static final String ENDPOINT = "AWS_ENDPOINT_URL_BEDROCK_RUNTIME";
    private static final String REGION = "AWS_REGION";
    private static final Pattern NAMED = Pattern.compile("[a-z]{2,}(?:-[a-z]+)+-\\d{1,2}");

    /** Also that of an endpoint in a network of one's own. */
    private static final Pattern IN_ADDRESS = Pattern.compile("bedrock-runtime(?:-fips)?\\.(" + NAMED + ")\\.");

    /**
     * The endpoint that a model's name or the environment gives.
     *
     * @throws UsageException saying what is missing or wrong
     */
    static BedrockEndpoint of(ModelSpec spec, ModelSettings settings) {
        ModelClients.requireAddress(spec, name -> false, "https://bedrock-runtime.REGION.amazonaws.com");
        String given = spec.baseUrl() == null ? settings.address(ENDPOINT) : spec.baseUrl();
        String region = inAddress(given == null ? "" : given)
                .or(() -> Stream.of(REGION, "AWS_DEFAULT_REGION")
                        .flatMap(name -> Optional.ofNullable(settings.variable(name)).stream())
                        .findFirst())
                .or(AwsSignature::regionOfProfile)
                .orElseThrow(() -> new UsageException(spec + " needs a region: set " + REGION
                        + ", to eu-central-1 for example, or give the profile one by aws configure"));
        if (!NAMED.matcher(region).matches()) {
            throw new UsageException("the region \"" + region + "\" is no name of one; write one such as eu-central-1");
        }
        return new BedrockEndpoint(
                given == null ? "https://bedrock-runtime." + region + ".amazonaws.com" : given, region);
    }

    private static Optional<String> inAddress(String address) {
        Matcher region = IN_ADDRESS.matcher(address);
        return region.find() ? Optional.of(region.group(1)) : Optional.empty();
    }

    /** Where a model is asked; its name may be an ARN, with slashes and colons. */
    String converse(String model) {
        return address + "/model/"
                + URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20") + "/converse";
    }
}
