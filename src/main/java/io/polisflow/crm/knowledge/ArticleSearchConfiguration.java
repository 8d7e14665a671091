package io.polisflow.crm.knowledge;

import io.polisflow.crm.knowledge.Knowledge.Articles;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

/** Takes the search that the database at hand can do. */
@Configuration(proxyBeanMethods = false)
class ArticleSearchConfiguration {

    @Bean
    ArticleSearch articleSearch(JdbcTemplate jdbc, DataSource dataSource, Articles articles)
            throws MetaDataAccessException {
        String product = JdbcUtils.extractDatabaseMetaData(dataSource, metaData -> metaData.getDatabaseProductName());
        return "PostgreSQL".equals(product) ? new PostgresArticleSearch(jdbc) : new PlainArticleSearch(articles);
    }
}
