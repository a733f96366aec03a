
shown();
