package dev.constitution.micrometer;

import dev.constitution.chat.ModelRole;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call of a model. A sender's context, so that its span is a client's; nothing is sent along with the call. */
final class CallContext extends SenderContext<Object> {
    private final ModelRole role;
    private final String provider;
    private final ChatRequest request;
    private final @Nullable String requestModel;
    private volatile @Nullable ChatResponse response;
    private volatile @Nullable String errorType;

    /**
     * @param defaults the model's own parameters, for what the request leaves open
     */
    CallContext(
            ModelRole role,
            @Nullable ModelProvider provider,
            ChatRequest request,
            @Nullable ChatRequestParameters defaults) {
        super((carrier, key, value) -> {}, Kind.CLIENT);
        setCarrier(this);
        this.role = role;
        this.provider = GenAi.provider(provider);
        this.request = request;
        this.requestModel =
                request.modelName() != null || defaults == null ? request.modelName() : defaults.modelName();
    }

    void answered(ChatResponse answer) {
        response = answer;
    }

    void failed(Throwable thrown) {
        errorType = Failure.type(thrown);
    }

    String role() {
        return role.label();
    }

    String provider() {
        return provider;
    }

    ChatRequest request() {
        return request;
    }

    Optional<String> requestModel() {
        return Optional.ofNullable(requestModel);
    }

    Optional<ChatResponse> response() {
        return Optional.ofNullable(response);
    }

    Optional<String> responseModel() {
        return response().map(ChatResponse::modelName);
    }

    Optional<String> errorType() {
        return Optional.ofNullable(errorType);
    }
}
