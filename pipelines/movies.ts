import { files, pipeline } from "@waybill/core";
import * as z from "zod";

/** 3,201 films as JSON: some titles are numbers, dates are text, and a few years are a century late. */
const Listed = z.object({
  Title: z.string(),
  "US Gross": z.int().nullable(),
  "Worldwide Gross": z.int().nullable(),
  "Production Budget": z.int().nullable(),
  "Release Date": z.string(),
  "MPAA Rating": z.string().nullable(),
  Director: z.string().nullable(),
  "IMDB Rating": z.number().min(0).max(10).nullable(),
  "IMDB Votes": z.int().nullable(),
});

const Movie = z.object({
  title: z.string(),
  released: z.iso.date(),
  director: z.string().nullable(),
  certificate: z.string().nullable(),
  budget: z.int().nullable(),
  gross: z.int().nullable(),
  rating: z.number().nullable(),
  votes: z.int().nullable(),
});

export default pipeline("movies", files("node_modules/vega-datasets/data/movies.json", { row: Listed }))
  .sql({
    produces: Movie,
    query: `
      select
        "Title" as title,
        strptime("Release Date", '%b %d %Y')::date as released,
        "Director" as director,
        "MPAA Rating" as certificate,
        "Production Budget" as budget,
        coalesce("Worldwide Gross", "US Gross") as gross,
        "IMDB Rating" as rating,
        "IMDB Votes" as votes
      from input`,
  })
  .rows(
    { reads: ["budget", "gross"], adds: { profitable: z.boolean().nullable() } },
    ({ budget, gross }) => ({
      profitable: budget === null || gross === null ? null : gross > budget,
    }),
  )
  .check(({ released, votes }) => [
    released.between("1900-01-01", "2011-12-31"),
    votes.atLeast(50, { severity: "warn" }),
  ])
  // Two digits of a year were taken for this century's.
  .correct(({ released }) => [released.set("(released - interval 100 year)::date")])
  .tolerate({ quarantined: "1%", rejected: "1%" })
  .load({ table: "movies", mode: "merge", key: ["title", "released"] });
