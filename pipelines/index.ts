/** The files with pipelines of this project, by their names, in the order in which `npm start` runs them. */
export default {
  birdstrikes: () => import("./birdstrikes.ts"),
  movies: () => import("./movies.ts"),
  flights: () => import("./flights.ts"),
};
