package io.polisflow.process.engine;

import io.polisflow.crm.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.db.sql.DbSqlSessionFactory;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.spring.boot.starter.configuration.impl.DefaultDeploymentConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.ContextResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Deploys models and forms under their paths in the repository, the same from classes and from a packaged jar, where the
 * starter would take the bare file name and lose one of two forms of the same name.
 *
 * <p>While nodes of another release are alive it waits: they may not know the beans of the new models, but would work on their tasks and jobs.
 * The other way round all is well, for running deals keep the model with which they began.
 */
class ModelResources extends DefaultDeploymentConfiguration {

    private static final Logger log = LoggerFactory.getLogger(ModelResources.class);

    private static final Pattern PATH = Pattern.compile(".*[/!](bpmn/[^/]+|forms/[^/]+/[^/]+)$");

    private volatile AliveNodes nodes;
    private volatile boolean waiting;

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
        SpringProcessEngineConfiguration configuration =
                (SpringProcessEngineConfiguration) engine.getProcessEngineConfiguration();
        // With H2 there is no other node.
        if (configuration.getDatabaseType().equals(DbSqlSessionFactory.POSTGRES)) {
            nodes = new AliveNodes(new JdbcTemplate(configuration.getDataSource()), fingerprint(files));
            nodes.seen();
            waiting = nodes.areSomeOfAnotherRelease();
        }
        if (waiting) {
            log.info(
                    "The models that came with this release go into force when the last node of another release has gone");
            configuration.setDeploymentResources(new Resource[0]);
            return;
        }
        DeliveredModels delivered = new DeliveredModels(files, engine.getRepositoryService());
        if (delivered.deployable().size() < files.size()) {
            deployFitting(delivered, files, engine);
            configuration.setDeploymentResources(new Resource[0]);
        }
    }

    /** Gives a sign of life; when the last node of another release has gone, what has waited for that goes into force. */
    void handOver(ProcessEngine engine) {
        AliveNodes known = nodes;
        if (known == null) {
            return;
        }
        known.seen();
        if (waiting && !known.areSomeOfAnotherRelease()) {
            Map<String, Resource> files = byPath();
            deployFitting(new DeliveredModels(files, engine.getRepositoryService()), files, engine);
            waiting = false;
            log.info("The models that came with this release are in force");
        }
    }

    /** Other nodes need not wait for this one's silence. */
    void leave() {
        AliveNodes known = nodes;
        if (known != null) {
            known.gone();
        }
    }

    private static String fingerprint(Map<String, Resource> files) {
        StringBuilder all = new StringBuilder();
        new TreeMap<>(files).forEach((path, file) -> all.append(path)
                .append(' ')
                .append(Fingerprint.of(DeliveredModels.read(file::getInputStream)))
                .append('\n'));
        return Fingerprint.of(all.toString());
    }

    private static void deployFitting(DeliveredModels delivered, Map<String, Resource> files, ProcessEngine engine) {
        Collection<String> fitting = delivered.deployable();
        delivered.waiting().stream()
                .filter(model -> !fitting.containsAll(model.files().keySet()))
                .forEach(model -> log.warn(
                        "Another version of {} came with the product, but an analyst's is in force and stays;"
                                + " /crm/models offers the delivered one",
                        model.key()));
        files.keySet().retainAll(fitting);
        if (!files.isEmpty()) {
            deploy(engine.getRepositoryService(), DeliveredModels.STARTER, files);
        }
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
