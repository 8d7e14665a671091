package io.polisflow.process.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.repository.ResourceDefinition;
import org.springframework.core.io.Resource;

/**
 * The models that came with this version of the product, beside what is in force: where an analyst has put a version of their own
 * into force it stays, and the delivered one waits until somebody takes it.
 */
public final class DeliveredModels {

    /** How the engine's starter calls what it deploys by itself. */
    public static final String STARTER = "SpringAutoDeployment";

    private static final String FORM = ".form";

    /** By the model's key, then by path. */
    private final Map<String, Map<String, Resource>> delivered = new TreeMap<>();

    private final RepositoryService repository;

    /** By key and deployment: what was deployed never changes, and is read from the database once. */
    private final Map<List<String>, Map<String, Integer>> deployed = new ConcurrentHashMap<>();

    /** @param files with their paths in the repository */
    DeliveredModels(Map<String, Resource> files, RepositoryService repository) {
        this.repository = repository;
        files.forEach((path, file) ->
                delivered.computeIfAbsent(keyOf(path), key -> new TreeMap<>()).put(path, file));
    }

    /** A delivered model or table that is not in force, with its forms, by path. */
    public record Waiting(String key, Map<String, byte[]> files) {}

    /** A version in force and where it came from. */
    private record InForce(ResourceDefinition definition, Deployment deployment) {}

    private static String keyOf(String path) {
        String[] parts = path.split("/");
        String last = parts[parts.length - 1];
        return last.endsWith(FORM) && parts.length > 1
                ? parts[parts.length - 2]
                : last.substring(0, Math.max(last.lastIndexOf('.'), 0));
    }

    /** @return paths of what may take effect by itself */
    Collection<String> deployable() {
        Map<String, InForce> inForce = inForce();
        return delivered.entrySet().stream()
                .filter(model -> !isAnalysts(model.getKey(), inForce.get(model.getKey())))
                .flatMap(model -> model.getValue().keySet().stream())
                .toList();
    }

    /** @return what is not in force though it was delivered since the last time; by key */
    public List<Waiting> waiting() {
        Map<String, InForce> inForce = inForce();
        return delivered.keySet().stream()
                .filter(key -> waits(key, inForce.get(key)))
                .map(key -> new Waiting(key, contents(delivered.get(key))))
                .toList();
    }

    private boolean waits(String key, InForce now) {
        Map<String, Integer> here = fingerprints(contents(delivered.get(key)));
        if (now == null || here.equals(fingerprints(key, now.deployment()))) {
            return now == null;
        }
        return !here.equals(lastDelivered(key, now));
    }

    /** What was gone back to is the product's own again, whoever did so. */
    private boolean isAnalysts(String key, InForce now) {
        return now != null
                && !STARTER.equals(now.deployment().getName())
                && !fingerprints(key, now.deployment()).equals(lastDelivered(key, now));
    }

    private Map<String, InForce> inForce() {
        Map<String, Deployment> deployments = new HashMap<>();
        Map<String, InForce> inForce = new HashMap<>();
        Stream.<ResourceDefinition>concat(
                        repository.createProcessDefinitionQuery().latestVersion().list().stream(),
                        repository.createDecisionDefinitionQuery().latestVersion().list().stream())
                .filter(definition -> delivered.containsKey(definition.getKey()))
                .forEach(definition -> inForce.put(
                        definition.getKey(),
                        new InForce(
                                definition,
                                deployments.computeIfAbsent(definition.getDeploymentId(), this::deployment))));
        return inForce;
    }

    private Deployment deployment(String id) {
        return repository.createDeploymentQuery().deploymentId(id).singleResult();
    }

    /** @return of the files that the starter has deployed last; null when it never has */
    private Map<String, Integer> lastDelivered(String key, InForce now) {
        Stream<? extends ResourceDefinition> versions = now.definition() instanceof ProcessDefinition
                ? repository.createProcessDefinitionQuery().processDefinitionKey(key).list().stream()
                : repository.createDecisionDefinitionQuery().decisionDefinitionKey(key).list().stream();
        return versions.sorted(
                        Comparator.comparing(ResourceDefinition::getVersion).reversed())
                .map(definition -> deployment(definition.getDeploymentId()))
                .filter(deployment -> STARTER.equals(deployment.getName()))
                .findFirst()
                .map(deployment -> fingerprints(key, deployment))
                .orElse(null);
    }

    /** Camunda Modeler deploys bare names, so that the folders do not count. */
    private Map<String, Integer> fingerprints(String key, Deployment deployment) {
        return deployed.computeIfAbsent(List.of(key, deployment.getId()), id -> {
            Map<String, byte[]> contents = new TreeMap<>();
            for (String name : repository.getDeploymentResourceNames(deployment.getId())) {
                boolean bare = name.endsWith(FORM) && !name.contains("/");
                if (bare || keyOf(name).equals(key)) {
                    contents.put(name, read(() -> repository.getResourceAsStream(deployment.getId(), name)));
                }
            }
            return fingerprints(contents);
        });
    }

    private static Map<String, Integer> fingerprints(Map<String, byte[]> contents) {
        Map<String, Integer> fingerprints = new TreeMap<>();
        contents.forEach((path, content) ->
                fingerprints.put(path.substring(path.lastIndexOf('/') + 1), Arrays.hashCode(content)));
        return fingerprints;
    }

    private static Map<String, byte[]> contents(Map<String, Resource> files) {
        Map<String, byte[]> contents = new TreeMap<>();
        files.forEach((path, file) -> contents.put(path, read(file::getInputStream)));
        return contents;
    }

    interface Source {
        InputStream open() throws IOException;
    }

    static byte[] read(Source source) {
        try (InputStream content = Objects.requireNonNull(source.open())) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
