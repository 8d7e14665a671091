package io.polisflow.fuzz;

import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.boot.test.autoconfigure.web.servlet.MockMvcPrint;
import org.springframework.boot.test.autoconfigure.web.servlet.SpringBootMockMvcBuilderCustomizer;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.DefaultMockMvcBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The application behind all its filters, for very many requests. */
public final class OurWeb {

    private OurWeb() {}

    /** One that keeps nothing of what it has sent; the usual one keeps all for its report. */
    public static MockMvc of(WebApplicationContext application) {
        DefaultMockMvcBuilder builder = MockMvcBuilders.webAppContextSetup(application);
        SpringBootMockMvcBuilderCustomizer filters = new SpringBootMockMvcBuilderCustomizer(application);
        filters.setPrint(MockMvcPrint.NONE);
        filters.customize(builder);
        return builder.apply(springSecurity()).build();
    }

    static RequestMappingHandlerMapping mappings(WebApplicationContext application) {
        return application.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
    }

    /** Signs demo users on, password = name. */
    public static Map<String, Authentication> signedOn(WebApplicationContext application, Collection<String> people) {
        AuthenticationProvider provider = application.getBeansOfType(AuthenticationProvider.class).values().stream()
                .filter(each -> each.supports(UsernamePasswordAuthenticationToken.class))
                .findFirst()
                .orElseThrow();
        return people.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        name -> provider.authenticate(
                                UsernamePasswordAuthenticationToken.unauthenticated(name, name))));
    }
}
