package io.polisflow.process.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.spring.boot.starter.configuration.impl.DefaultDeploymentConfiguration;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.ContextResource;
import org.springframework.core.io.Resource;

/**
 * Deploys models and forms under their paths in the repository, the same from classes and from a packaged jar, where the
 * starter would take the bare file name and lose one of two forms of the same name.
 */
class ModelResources extends DefaultDeploymentConfiguration {

    private static final Pattern PATH = Pattern.compile(".*[/!](bpmn/[^/]+|forms/[^/]+/[^/]+)$");

    @Override
    public Set<Resource> getDeploymentResources() {
        return super.getDeploymentResources().stream()
                .map(ModelResources::named)
                .collect(Collectors.toCollection(LinkedHashSet::new));
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
