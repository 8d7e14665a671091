package io.polisflow.web;

import java.util.Map;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcProperties;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/**
 * Has the version put into links to the browser's libraries, and into no others: every other link of every page would be looked for
 * among the files of all jars, where it is none, and that is remembered nowhere.
 */
@Component
class WebjarLinks implements SmartInitializingSingleton {

    private final ResourceUrlProvider links;
    private final SimpleUrlHandlerMapping files;
    private final String webjars;

    WebjarLinks(
            ResourceUrlProvider links,
            @Qualifier("resourceHandlerMapping") HandlerMapping files,
            WebMvcProperties properties) {
        this.links = links;
        this.files = (SimpleUrlHandlerMapping) files;
        this.webjars = properties.getWebjarsPathPattern();
    }

    @Override
    public void afterSingletonsInstantiated() {
        links.setHandlerMap(
                Map.of(webjars, (ResourceHttpRequestHandler) files.getUrlMap().get(webjars)));
    }
}
