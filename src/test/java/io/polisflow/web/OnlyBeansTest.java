package io.polisflow.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Lazy;

class OnlyBeansTest {

    /** Types that the container has compared with all beans. */
    private final List<Class<?>> sought = new ArrayList<>();

    private final AnnotationConfigApplicationContext context =
            new AnnotationConfigApplicationContext(new DefaultListableBeanFactory() {
                @Override
                public String[] getBeanNamesForType(Class<?> type, boolean all, boolean eager) {
                    sought.add(type);
                    return super.getBeanNamesForType(type, all, eager);
                }
            });

    interface Port {}

    static class Adapter implements Port {}

    static class Another implements Port {}

    record AsksForThePort(Port port) {}

    record AsksForTheClass(Adapter called) {}

    static class AsksForOneOfTwo {
        private final Port port;

        AsksForOneOfTwo(@Qualifier("second") Port port) {
            this.port = port;
        }
    }

    static class AsksLater {
        private final Adapter adapter;

        AsksLater(@Lazy Adapter adapter) {
            this.adapter = adapter;
        }
    }

    record AsksForAll(List<Port> ports) {}

    @BeforeEach
    void suggestNames() {
        context.registerBean(OnlyBeans.class);
    }

    @AfterEach
    void close() {
        context.close();
    }

    private <T> T made(Class<T> asking) {
        context.registerBean(asking);
        context.refresh();
        return context.getBean(asking);
    }

    @Test
    void theOnlyBeanOfATypeIsFoundWithoutLookingAmongAll() {
        context.registerBean("first", Adapter.class);
        context.registerBean(AsksForTheClass.class);

        assertThat(made(AsksForThePort.class).port()).isInstanceOf(Adapter.class);
        assertThat(context.getBean(AsksForTheClass.class).called()).isSameAs(context.getBean("first"));
        assertThat(sought).doesNotContain(Port.class).containsOnlyOnce(AsksForThePort.class);
    }

    @Test
    void ofTwoBeansNoneIsSuggested() {
        context.registerBean("first", Adapter.class);
        context.registerBean("second", Another.class);

        assertThatThrownBy(() -> made(AsksForThePort.class))
                .isInstanceOf(UnsatisfiedDependencyException.class)
                .hasRootCauseInstanceOf(NoUniqueBeanDefinitionException.class);
    }

    @Test
    void ofTwoBeansThePreferredOneIsTaken() {
        context.registerBean("first", Adapter.class);
        context.registerBean("second", Another.class, bean -> bean.setPrimary(true));

        assertThat(made(AsksForThePort.class).port()).isInstanceOf(Another.class);
    }

    @Test
    void aQualifierNamesItsOwn() {
        context.registerBean("first", Adapter.class);
        context.registerBean("second", Another.class);

        assertThat(made(AsksForOneOfTwo.class).port).isInstanceOf(Another.class);
    }

    @Test
    void listsHoldAll() {
        context.registerBean("first", Adapter.class);
        context.registerBean("second", Another.class);

        assertThat(made(AsksForAll.class).ports()).hasSize(2);
    }

    @Test
    void whatIsWantedLaterIsNotMadeNow() {
        context.registerBean("first", Adapter.class, bean -> bean.setLazyInit(true));

        assertThat(made(AsksLater.class).adapter).isNotNull();
        assertThat(context.getDefaultListableBeanFactory().containsSingleton("first"))
                .isFalse();
    }
}
