package io.polisflow.process.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.spring.boot.starter.configuration.impl.DefaultDeploymentConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.ContextResource;
import org.springframework.core.io.Resource;

/**
 * Deploys models and forms under their paths in the repository, the same from classes and from a packaged jar, where the
 * starter would take the bare file name and lose one of two forms of the same name.
 */
class ModelResources extends DefaultDeploymentConfiguration {

    private static final Logger log = LoggerFactory.getLogger(ModelResources.class);

    private static final Pattern PATH = Pattern.compile(".*[/!](bpmn/[^/]+|forms/[^/]+/[^/]+)$");

    @Override
    public Set<Resource> getDeploymentResources() {
        return super.getDeploymentResources().stream()
                .map(ModelResources::named)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** @return each file by its path in the repository */
    Map<String, Resource> byPath() {
        Map<String, Resource> files = new LinkedHashMap<>();
        getDeploymentResources().forEach(file -> files.put(path(file), file));
        return files;
    }

    private static String path(Resource file) {
        return file instanceof ContextResource named ? named.getPathWithinContext() : file.getFilename();
    }

    /** Before the starter deploys: what analysts have put into force is not overruled by an update of the product. */
    @Override
    public void postProcessEngineBuild(ProcessEngineImpl engine) {
        if (!camundaBpmProperties.isAutoDeploymentEnabled()) {
            return;
        }
        Map<String, Resource> files = byPath();
        DeliveredModels delivered = new DeliveredModels(files, engine.getRepositoryService());
        Set<String> fitting = new LinkedHashSet<>(delivered.deployable());
        if (fitting.size() == files.size()) {
            return;
        }
        delivered
                .waiting()
                .forEach(model -> log.warn(
                        "Another version of {} came with the product, but an analyst's is in force and stays;"
                                + " /crm/models offers the delivered one",
                        model.key()));
        SpringProcessEngineConfiguration configuration =
                (SpringProcessEngineConfiguration) engine.getProcessEngineConfiguration();
        files.keySet().retainAll(fitting);
        if (!files.isEmpty()) {
            deploy(engine.getRepositoryService(), configuration.getDeploymentName(), files);
        }
        configuration.setDeploymentResources(new Resource[0]);
    }

    /** What does not go together with the analysts' versions must not keep the application from coming up. */
    private static void deploy(RepositoryService repository, String name, Map<String, Resource> files) {
        DeploymentBuilder deployment = repository.createDeployment().name(name).enableDuplicateFiltering(false);
        try {
            for (Map.Entry<String, Resource> file : files.entrySet()) {
                deployment.addInputStream(file.getKey(), file.getValue().getInputStream());
            }
            deployment.deploy();
        } catch (ParseException refused) {
            log.error(
                    "The models that came with the product do not go together with those of analysts; everything stays as it is,"
                            + " /crm/models offers the delivered ones",
                    refused);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Resource named(Resource resource) {
        try {
            Matcher path = PATH.matcher(resource.getURL().toString());
            return path.matches() ? new Named(path.group(1), resource) : resource;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Named extends AbstractResource implements ContextResource {

        private final String path;
        private final Resource content;

        Named(String path, Resource content) {
            this.path = path;
            this.content = content;
        }

        @Override
        public String getPathWithinContext() {
            return path;
        }

        @Override
        public String getFilename() {
            return content.getFilename();
        }

        @Override
        public String getDescription() {
            return content.getDescription();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return content.getInputStream();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Named named && path.equals(named.path);
        }

        @Override
        public int hashCode() {
            return path.hashCode();
        }
    }
}
