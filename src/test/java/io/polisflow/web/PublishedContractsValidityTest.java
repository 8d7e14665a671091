package io.polisflow.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.polisflow.fixtures.PublishedContract;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wiremock.com.networknt.schema.InputFormat;
import wiremock.com.networknt.schema.JsonSchemaFactory;
import wiremock.com.networknt.schema.SchemaId;
import wiremock.com.networknt.schema.SchemaLocation;
import wiremock.com.networknt.schema.SpecVersion;
import wiremock.com.networknt.schema.ValidationMessage;

/** An insurer makes its side from these files alone, so they have to be right and complete in themselves. */
class PublishedContractsValidityTest {

    private static final String UNDERWRITING = "underwriting.yaml";
    private static final String POLICY_ADMINISTRATION = "policy-administration.yaml";

    @ParameterizedTest
    @ValueSource(strings = {UNDERWRITING, POLICY_ADMINISTRATION})
    void aContractIsOpenApi31WithoutAnyObjection(String file) throws Exception {
        SwaggerParseResult read = read(text(file));

        assertThat(read.getMessages()).isEmpty();
        assertThat(read.getOpenAPI().getOpenapi()).isEqualTo("3.1.0");
        assertThat(read.getOpenAPI().getPaths()).containsKey("/health");
    }

    @Test
    void aFaultInAContractIsNoticed() throws Exception {
        String text = text(UNDERWRITING);

        assertThat(read(text.replace("operationId: getHealth", "operationsId: getHealth"))
                        .getMessages())
                .isNotEmpty();
        assertThat(read(text.replace(
                                "required: true\n          description: One", "in: body\n          description: One"))
                        .getMessages())
                .isNotEmpty();
        assertThat(objections("{\"type\": \"strin\"}")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {UNDERWRITING, POLICY_ADMINISTRATION})
    void everySchemaIsJsonSchema202012(String file) {
        for (Map.Entry<String, JsonNode> schema :
                PublishedContract.of(file).document().at("/components/schemas").properties()) {
            assertThat(objections(schema.getValue().toString()))
                    .as(schema.getKey())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {UNDERWRITING, POLICY_ADMINISTRATION})
    void everyBodyHasExamplesThatItsSchemaAccepts(String file) {
        PublishedContract contract = PublishedContract.of(file);
        List<JsonNode> bodies = new ArrayList<>();
        operations(contract).forEach(operation -> {
            if (operation.has("requestBody")) {
                bodies.add(operation.path("requestBody"));
            }
            operation.path("responses").forEach(answer -> bodies.add(contract.resolve(answer)));
        });

        assertThat(bodies).hasSizeGreaterThan(10).allSatisfy(body -> {
            assertThat(body.path("content").properties()).hasSize(1);
            JsonNode content = body.path("content").iterator().next();
            String schema = content.at("/schema/$ref").asText().replace("#/components/schemas/", "");
            assertThat(content.path("examples")).as(body.toString()).isNotEmpty();
            assertThat(content.path("examples")).allSatisfy(example -> assertThat(
                            contract.breaches(schema, example.path("value").toString()))
                    .as(example.toString())
                    .isEmpty());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {UNDERWRITING, POLICY_ADMINISTRATION})
    void everyWriteDemandsAnIdempotencyKeyAndEveryAnswerThatRefusesIsAProblem(String file) {
        PublishedContract contract = PublishedContract.of(file);

        contract.document().path("paths").forEach(path -> {
            if (path.has("post")) {
                assertThat(path.at("/post/parameters/0/name").asText()).isEqualTo("Idempotency-Key");
                assertThat(path.at("/post/parameters/0/required").asBoolean()).isTrue();
                assertThat(path.at("/post/responses/409").isMissingNode()).isFalse();
            }
        });
        operations(contract).forEach(operation -> operation.path("responses").properties().stream()
                .filter(answer -> answer.getKey().compareTo("400") >= 0)
                .forEach(answer -> assertThat(contract.resolve(answer.getValue())
                                .path("content")
                                .has("application/problem+json"))
                        .as(answer.getKey())
                        .isTrue()));
    }

    @Test
    void theWebhookHasItsOwnTokenAndAnExampleOfEachEvent() {
        JsonNode event = PublishedContract.of(POLICY_ADMINISTRATION).document().at("/webhooks/policyEvent/post");

        assertThat(event.at("/security/0").has("hook")).isTrue();
        assertThat(event.at("/requestBody/content/application~1json/examples").findValuesAsText("type"))
                .containsExactlyInAnyOrder("policy.issued", "policy.refused", "policy.changed", "policy.cancelled");
    }

    private static Set<ValidationMessage> objections(String schema) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of(SchemaId.V202012))
                .validate(schema, InputFormat.JSON);
    }

    private static List<JsonNode> operations(PublishedContract contract) {
        List<JsonNode> operations = new ArrayList<>();
        contract.document().path("paths").forEach(path -> path.forEach(operations::add));
        contract.document().path("webhooks").forEach(hook -> hook.forEach(operations::add));
        return operations;
    }

    private static SwaggerParseResult read(String yaml) {
        ParseOptions local = new ParseOptions();
        local.setResolve(true);
        return new OpenAPIV3Parser().readContents(yaml, null, local);
    }

    private static String text(String file) throws IOException {
        try (InputStream yaml = PublishedContractsValidityTest.class.getResourceAsStream("/openapi/" + file)) {
            return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
